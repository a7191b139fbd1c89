import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import './app/styles/tokens.css';
import './app/styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { followShell } from './client/useShell.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('expected the page to have a #root, found none');

void followShell();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
