import { useState } from 'react';
import type { BatchItem } from '../../../contract/exchange.ts';
import type { BatchId } from '../../../contract/units.ts';
import { client } from '../../client/client.ts';
import { explain } from '../../client/explain.ts';
import { useJob } from '../../client/useJob.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { dropUndo, notify, notifyError } from '../../ui/notify.tsx';
import { followedInWords } from './followedWords.ts';
import { filesInWords } from './kinds.ts';

/** An import that can be taken back: its id, and the files it is known by. */
export type Undoable = { id: BatchId; files: readonly { file: string }[] };

/** Imports that are being undone, from whichever screen or notice: a second word must not stop the first. */
const underWay = new Set<BatchId>();

/** Says why an import stays: what was offered when it came in may no longer be possible. */
function tellRefused(error: unknown, names: string): void {
  const { code, what, todo } = explain(error);
  if (code === 'NOT_UNDOABLE')
    notify({ message: `The import of ${names} was left as it is. ${what} ${todo}`, tone: 'fail' });
  else notifyError(error);
}

/** Takes an import back, and says what became of its records. */
export function useUndo() {
  const format = useFormat();
  const job = useJob();
  const [undoing, setUndoing] = useState<BatchId>();
  const takeBack = async ({ id, files }: Undoable) => {
    if (underWay.has(id)) return;
    underWay.add(id);
    const names = filesInWords(files.map(({ file }) => file));
    setUndoing(id);
    const done = await job.run('Undoing', async (name, signal) => {
      try {
        return await client.exchange.undo({ batch: id, job: name }, { signal });
      } catch (error) {
        if (!signal.aborted) tellRefused(error, names);
        throw error;
      }
    });
    underWay.delete(id);
    setUndoing(undefined);
    if (done.end === 'failed') return;
    if (done.end === 'done' || done.anyway) dropUndo(id);
    if (done.end === 'stopped') {
      notify({
        message: done.anyway ? `The import of ${names} was undone.` : `Stopped. The import of ${names} stands.`,
      });
      return;
    }
    const { counts, followed } = done.result;
    const back = followed === undefined ? undefined : followedInWords(followed, format, 'went');
    const parts = [
      counts.new > 0 ? `${format.counted(counts.new, 'new record is', 'new records are')} gone` : undefined,
      counts.changed > 0
        ? `${format.counted(counts.changed, 'changed one is', 'changed ones are')} as before`
        : undefined,
    ].filter((part) => part !== undefined);
    notify({
      message: `The import of ${names} was undone${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.${back === undefined ? '' : ` With it went ${back}.`}`,
      tone: 'pass',
    });
  };
  return {
    undo: (batch: Undoable) => void takeBack(batch),
    /** The batch that is being undone. */
    undoing,
    /** How far that is, and a way to stop it. */
    job,
  };
}

/** Why a batch can't be undone, or `undefined` when it can. */
export const whyNotUndone = (batch: BatchItem): string | undefined =>
  batch.undoable ? undefined : (batch.notUndoableBecause ?? 'This import can’t be undone.');
