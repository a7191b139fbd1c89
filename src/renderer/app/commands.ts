import { useNavigate } from '@tanstack/react-router';
import { shell } from '../client/client.ts';
import { offerGrants } from '../client/grants.ts';
import type { Command } from '../ui/commands/command.ts';
import { notifyError, undoLast } from '../ui/notify.tsx';
import { destinations } from './destinations.ts';
import { openCreate, openKeys, openPalette } from './overlays.ts';

/** What can be done anywhere in the application; the native menu calls these by id. */
export function useAppCommands(): Command[] {
  const navigate = useNavigate();
  return [
    { id: 'palette.open', title: 'Search and commands', keys: ['mod+k'], hidden: true, run: openPalette },
    { id: 'help.keys', title: 'Keys of this screen', keys: ['?'], run: openKeys },
    {
      id: 'undo.last',
      title: 'Undo the last decision',
      keys: ['u', 'mod+z'],
      run: undoLast,
    },
    {
      id: 'files.import',
      title: 'Import files…',
      keys: ['mod+i'],
      keywords: 'crm extract registrations csv xlsx json open',
      run: () => {
        shell.chooseFiles().then((grants) => {
          if (grants.length === 0) return;
          offerGrants(grants);
          void navigate({ to: '/files' });
        }, notifyError);
      },
    },
    { id: 'workspace.create', title: 'New workspace…', keywords: 'create programme', run: openCreate },
    {
      id: 'workspace.open',
      title: 'Open another workspace…',
      keywords: 'file recent switch',
      run: () => {
        shell.openWorkspace({}).catch(notifyError);
      },
    },
    {
      id: 'workspace.demo',
      title: 'Look at the demo workspace',
      keywords: 'example sample try open',
      run: () => {
        shell.openDemo().catch(notifyError);
      },
    },
    {
      id: 'workspace.close',
      title: 'Close the workspace',
      keywords: 'switch demo',
      run: () => {
        shell.closeWorkspace().catch(notifyError);
      },
    },
    ...destinations.map((destination) => ({
      id: destination.id,
      title: `Go to ${destination.title}`,
      keys: [`g ${destination.key}`],
      run: () => void navigate({ to: destination.path }),
    })),
  ];
}
