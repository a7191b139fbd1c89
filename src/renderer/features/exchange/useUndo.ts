import { useMutation } from '@tanstack/react-query';
import type { BatchItem } from '../../../contract/exchange.ts';
import type { BatchId } from '../../../contract/units.ts';
import { client } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { notify, notifyError } from '../../ui/notify.tsx';
import { filesInWords } from './kinds.ts';

/** An import that can be taken back: its id, and the files it is known by. */
export type Undoable = { id: BatchId; files: readonly { file: string }[] };

/** Takes an import back, and says what became of its records. */
export function useUndo() {
  const format = useFormat();
  const undo = useMutation({
    mutationFn: ({ id }: Undoable) => client.exchange.undo({ batch: id }),
    onSuccess: ({ counts }, { files }) => {
      const parts = [
        counts.new > 0 ? `${format.counted(counts.new, 'new record is', 'new records are')} gone` : undefined,
        counts.changed > 0
          ? `${format.counted(counts.changed, 'changed one is', 'changed ones are')} as before`
          : undefined,
      ].filter((part) => part !== undefined);
      notify({
        message: `The import of ${filesInWords(files.map(({ file }) => file))} was undone${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`,
        tone: 'pass',
      });
    },
    onError: notifyError,
  });
  return {
    undo: (batch: Undoable) => undo.mutate(batch),
    /** The batch that is being undone. */
    undoing: undo.isPending ? undo.variables.id : undefined,
  };
}

/** Why a batch can't be undone, or `undefined` when it can. */
export const whyNotUndone = (batch: BatchItem): string | undefined =>
  batch.undoable ? undefined : (batch.notUndoableBecause ?? 'This import can’t be undone.');
