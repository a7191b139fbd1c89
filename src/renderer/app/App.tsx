import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { attachWorkspace, queryClient } from '../client/queryClient.ts';
import { useOpening, useShell } from '../client/useShell.ts';
import { listenToKeys } from '../ui/commands/keys.ts';
import { dropNotices, notify } from '../ui/notify.tsx';
import { Announcer } from './Announcer.tsx';
import { styleNonce } from './policy.ts';
import { router } from './routes.tsx';
import { Toasts } from './Toasts.tsx';
import { cssVariablesResolver, theme } from './theme.ts';
import { Welcome } from './Welcome.tsx';

/** The whole window: providers, then the welcome or the open workspace. */
export function App() {
  useEffect(() => listenToKeys(window, (whyNot) => notify({ message: whyNot })), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <Toasts />
        <Window />
        <Announcer />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Window() {
  const shell = useShell();
  const opening = useOpening();
  const attached = useAttached(opening);
  if (shell === undefined) return null;
  if (opening === undefined) return <Welcome shell={shell} />;
  return attached === opening ? <RouterProvider router={router} /> : null;
}

/** Gives each opening its own connection and answers. Returns the opening that is served. */
function useAttached(opening: number | undefined): number | undefined {
  const [attached, setAttached] = useState<number>();
  useEffect(() => {
    if (opening === undefined) return;
    const detach = attachWorkspace();
    // The place of the window before means nothing in another workspace; a reload keeps its own.
    if (opening > 1) void router.navigate({ to: '/today', replace: true });
    setAttached(opening);
    return () => {
      setAttached(undefined);
      dropNotices();
      detach();
    };
  }, [opening]);
  return attached;
}
