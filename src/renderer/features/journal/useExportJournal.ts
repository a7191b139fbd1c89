import { useMutation } from '@tanstack/react-query';
import { client, shell } from '../../client/client.ts';
import { notify, notifyError } from '../../ui/notify.tsx';

/** Asks where to, writes the journal there as JSON Lines, and says so. */
export function useExportJournal(): { save: () => void; saving: boolean } {
  const write = useMutation({
    mutationFn: async () => {
      const to = await shell.chooseSave({ suggestedName: 'journal.jsonl', kind: 'json' });
      return to === null ? null : client.journal.export({ to: { grant: to.grant } });
    },
    onSuccess: (written) => {
      if (written !== null) notify({ message: `${written.file} written: ${written.rows} entries.`, tone: 'pass' });
    },
    onError: notifyError,
  });
  return { save: () => write.mutate(), saving: write.isPending };
}
