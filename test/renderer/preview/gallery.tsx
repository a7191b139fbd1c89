import '../../../src/renderer/app/policy.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import '../../../src/renderer/app/styles/tokens.css';
import '../../../src/renderer/app/styles/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Announcer } from '../../../src/renderer/app/Announcer.tsx';
import { Frame } from '../../../src/renderer/app/Frame.tsx';
import { styleNonce } from '../../../src/renderer/app/policy.ts';
import { Toasts } from '../../../src/renderer/app/Toasts.tsx';
import { cssVariablesResolver, theme } from '../../../src/renderer/app/theme.ts';
import { queryClient } from '../../../src/renderer/client/queryClient.ts';
import { listenToKeys } from '../../../src/renderer/ui/commands/keys.ts';
import { Board } from './Board.tsx';
import { Figures } from './Figures.tsx';
import { Queue } from './Queue.tsx';

// The parts in the places of the drawings: #/registrations is the queue, #/insights the figures, #/cases the rest.
const root = createRootRoute({ validateSearch: (search: Record<string, unknown>) => search, component: Frame });
const route = (path: string, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });
const queue = route('/registrations', Queue);
const router = createRouter({
  routeTree: root.addChildren([
    queue.addChildren([
      createRoute({ getParentRoute: () => queue, path: '/' }),
      createRoute({ getParentRoute: () => queue, path: '$id' }),
    ]),
    route('/insights', Figures),
    route('/cases', Board),
    route('/', () => <Outlet />),
  ]),
  history: createHashHistory(),
});

const element = document.getElementById('root');
if (element === null) throw new Error('expected #root');
listenToKeys(window);
createRoot(element).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariablesResolver}
    defaultColorScheme="auto"
    getStyleNonce={() => styleNonce}
  >
    <QueryClientProvider client={queryClient}>
      <Toasts />
      <RouterProvider router={router as never} />
      <Announcer />
    </QueryClientProvider>
  </MantineProvider>,
);
