import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followShell } from '../client/useShell.ts';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('expected the page to have a #root, found none');

void followShell();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
