import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/charts/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
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
