import type { Format } from '../../format/useFormat.tsx';
import type { Command } from '../../ui/commands/command.ts';
import type { BatchView, TableView } from './batchView.ts';
import { writtenOf } from './kinds.ts';
import { isReadable } from './readWords.ts';
import type { BatchWork } from './useBatchWork.ts';
import { whyNotUndone } from './useUndo.ts';

/** What may be done with a batch as commands, those for the bar in their order. */
export function batchCommands(
  batch: BatchView,
  table: TableView | undefined,
  work: BatchWork,
  format: Format,
  openMapping: () => void,
): Command[] {
  const { counts, state, item } = batch;
  const written = writtenOf(counts);
  const busy = work.committing.state !== undefined || work.preview.job.state !== undefined;
  const wrong = table?.counts.wrong ?? 0;
  const save: Command = {
    id: 'files.wrongRows',
    title: wrong === 1 ? 'Save the wrong row as a file' : `Save the ${format.count(wrong)} wrong rows as a file`,
    keys: ['w'],
    keywords: 'send back mend repair csv reasons',
    when: !busy && wrong > 0 && !work.wrongRows.saving,
    run: () => table !== undefined && work.saveWrong(table),
  };
  const mapping: Command = {
    id: 'files.mapping',
    title: 'Mapping',
    keys: ['m'],
    keywords: 'columns fields dates currency',
    when: !busy && table !== undefined && isReadable(table),
    whyNot: busy ? undefined : 'No columns were found in this file.',
    run: openMapping,
  };
  if (state !== 'previewed') {
    const undo: Command = {
      id: 'files.undo',
      title: 'Undo this import',
      keys: ['z'],
      keywords: 'take back revert',
      when: item?.undoable === true && work.undo.undoing === undefined,
      whyNot: item === undefined ? undefined : whyNotUndone(item),
      run: work.undoBatch,
    };
    return [...(state === 'committed' ? [undo] : []), ...(wrong > 0 ? [save] : [])];
  }
  const commit: Command = {
    id: 'files.commit',
    title: `Commit ${format.counted(written, 'row', 'rows')}`,
    keys: ['mod+enter'],
    primary: true,
    when: !busy && written > 0,
    whyNot: busy ? undefined : 'Nothing in these files is new or changed.',
    run: () => void work.commit(),
  };
  const discard: Command = {
    id: 'files.discard',
    title: 'Discard',
    keys: ['x'],
    keywords: 'forget throw away cancel',
    when: !busy,
    run: work.discard,
  };
  return [commit, ...(wrong > 0 ? [save] : []), mapping, discard];
}
