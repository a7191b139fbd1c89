import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { onShellEvent, useShell } from '../client/useShell.ts';
import { useWorkspace } from '../client/useWorkspace.ts';
import { FormatProvider } from '../format/useFormat.tsx';
import { runCommand } from '../ui/commands/command.ts';
import { useCommands } from '../ui/commands/useCommands.ts';
import { notify } from '../ui/notify.tsx';
import { CreateOverlay } from './CreateWorkspace.tsx';
import { useAppCommands } from './commands.ts';
import { DropFiles } from './DropFiles.tsx';
import { destinations } from './destinations.ts';
import classes from './Frame.module.css';
import { KeysOverlay } from './KeysOverlay.tsx';
import { Navigation } from './Navigation.tsx';
import { Palette } from './Palette.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame round every screen: top bar, navigation, content; palette, keys and dropped files over it. */
export function Frame() {
  const info = useWorkspace();
  useCommands('Anywhere', useAppCommands(), 'app');
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.type === 'command') runCommand(event.command);
        if (event.type === 'engine-restarted') {
          notify({
            message: 'The engine stopped and was started again. Everything acknowledged is there.',
            tone: 'fail',
          });
        }
      }),
    [],
  );
  const shell = useShell();
  const notBackedUp = shell?.workspace.state === 'open' ? shell.workspace.notBackedUp : undefined;
  useEffect(() => {
    if (notBackedUp === undefined) return;
    notify({ message: `The last time this workspace was closed no backup was taken. ${notBackedUp}`, tone: 'fail' });
  }, [notBackedUp]);
  return (
    <FormatProvider basis={info === undefined ? {} : { timeZone: info.timeZone, today: info.today, now: info.now }}>
      {/* A button, because the hash of a link is the address here. */}
      <button type="button" className={classes.skip} onClick={() => document.getElementById('content')?.focus()}>
        Skip to the content
      </button>
      <div className={classes.frame}>
        <TopBar info={info} />
        <Navigation info={info} />
        <Content workspace={info?.name} />
      </div>
      <Palette />
      <KeysOverlay />
      <CreateOverlay />
      <DropFiles />
    </FormatProvider>
  );
}

function Content({ workspace }: { workspace: string | undefined }) {
  const main = useRef<HTMLElement>(null);
  const router = useRouter();
  const { pathname } = useLocation();
  const section = pathname.split('/')[1] ?? '';
  const here = useRef<string>(undefined);
  useEffect(() => {
    const title = destinations.find((destination) => destination.path === `/${section}`)?.title;
    document.title = [title, workspace, 'Tributary'].filter((part) => part !== undefined).join(' — ');
  }, [section, workspace]);
  useEffect(() => {
    if (here.current === section) return;
    // Another screen is read from its beginning; within a screen the focus stays.
    if (here.current !== undefined) main.current?.focus();
    here.current = section;
  }, [section]);
  useEffect(
    () =>
      // A list that had the focus is gone when one of its records has taken its place.
      router.subscribe('onRendered', () => {
        if (document.activeElement === document.body) main.current?.focus();
      }),
    [router],
  );
  return (
    <main ref={main} id="content" tabIndex={-1} className={classes.content}>
      <Outlet />
    </main>
  );
}
