import { useNavigate } from '@tanstack/react-router';
import type { Followed, Mapping, TextEncoding } from '../../../contract/exchange.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { client, shell } from '../../client/client.ts';
import { offerGrants } from '../../client/grants.ts';
import { useJob } from '../../client/useJob.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { notify, notifyError } from '../../ui/notify.tsx';
import { fileName, useSave } from '../../ui/useSave.ts';
import { type BatchView, type TableView, withMapping } from './batchView.ts';
import { cellRepairs } from './cellRepairs.ts';
import { followedInWords } from './followedWords.ts';
import { filesInWords } from './kinds.ts';
import { leftOutInWords, usedFiles } from './leftOut.ts';
import { tellStopped, usePreview } from './usePreview.ts';
import { useUndo } from './useUndo.ts';

function importedInWords(batch: BatchView, followed: Followed | undefined, format: Format): string {
  const { counts } = batch;
  const names = filesInWords(usedFiles(batch.tables));
  const parts = [
    `${format.count(counts.new)} new`,
    `${format.count(counts.changed)} changed`,
    counts.wrong > 0 ? `${format.count(counts.wrong)} stayed out` : undefined,
  ].filter((part) => part !== undefined);
  const came = followed === undefined ? undefined : followedInWords(followed, format);
  const went = followed === undefined ? undefined : followedInWords(followed, format, 'went');
  const out = leftOutInWords(batch, format);
  const more = [
    came === undefined ? '' : ` It brought about ${came}.`,
    went === undefined ? '' : ` It took back ${went}.`,
    out === undefined ? '' : ` ${out}`,
  ];
  return `${names} imported: ${parts.join(', ')}.${more.join('')}`;
}

/** What may be done with a batch: commit, discard, undo, look again with another mapping or date, send wrong rows back. */
export function useBatchWork(batch: BatchView) {
  const format = useFormat();
  const navigate = useNavigate();
  const preview = usePreview();
  const committing = useJob();
  const undo = useUndo();
  const wrongRows = useSave();
  const { kept } = batch;
  const files = usedFiles(batch.tables).map((file) => ({ file }));
  const names = filesInWords(batch.tables.map(({ file }) => file));
  const undoBatch = () => undo.undo({ id: batch.id, files });
  const commit = async () => {
    const done = await committing.run('Importing', (job, signal) =>
      client.exchange.commit({ batch: batch.id, job }, { signal }),
    );
    if (done.end === 'failed') return;
    if (done.end === 'stopped' && !done.anyway) {
      tellStopped();
      return;
    }
    const followed = done.end === 'done' ? done.result.followed : undefined;
    notify({ message: importedInWords(batch, followed, format), tone: 'pass', undo: undoBatch, undoOf: batch.id });
  };
  const discard = () => {
    client.exchange.discard({ batch: batch.id }).then(() => {
      notify({
        message: `The preview of ${names} was discarded. It had changed nothing.`,
        undo:
          kept === undefined
            ? undefined
            : () => {
                offerGrants(kept.given.map(({ grant }) => grant));
                void navigate({ to: '/files' });
              },
      });
      void navigate({ to: '/files' });
    }, notifyError);
  };
  return {
    ...{ preview, committing, undo, wrongRows, commit, discard, names, undoBatch },
    /** The same files again, after the workspace has moved on. */
    again: () => kept !== undefined && void preview.read(kept.given, { asOf: kept.asOf, instead: batch.id }),
    asOf: (date: IsoDate) => kept !== undefined && void preview.read(kept.given, { asOf: date, instead: batch.id }),
    /** Without a mapping, the engine looks for the columns of the kind by itself, and the mapping stays open. */
    remap: (table: TableView, change: Parameters<typeof withMapping>[2]) => {
      if (kept === undefined) return;
      const mapping = change.mapping === undefined;
      void preview.read(withMapping(kept, table, change), { asOf: kept.asOf, instead: batch.id, mapping });
    },
    /** Reads the file’s letters in another way; its columns are looked for anew, for their names may have letters too. */
    reencode: (table: TableView, encoding: TextEncoding) => {
      if (kept === undefined) return;
      const change = { kind: table.kind ?? undefined, mapping: { encoding } };
      void preview.read(withMapping(kept, table, change), { asOf: kept.asOf, instead: batch.id, mapping: true });
    },
    repair: (table: TableView, change: Partial<Mapping>) => {
      if (kept === undefined || table.kind === null || table.mapping == null) return;
      const mapping = { ...table.mapping, ...change };
      void preview.read(withMapping(kept, table, { kind: table.kind, mapping }), {
        asOf: kept.asOf,
        instead: batch.id,
        table: table.id,
      });
    },
    cellRepairs: (table: TableView) => cellRepairs(batch, table, preview),
    chooseAgain: () => {
      shell
        .chooseFiles()
        .then((grants) =>
          preview.read(
            grants.map((grant) => ({ grant })),
            { asOf: batch.asOf, instead: batch.id },
          ),
        )
        .catch(notifyError);
    },
    saveWrong: (table: TableView) =>
      wrongRows.save({
        suggestedName: `${fileName(table.file.replace(/\.[^.]+$/, ''))} to mend.csv`,
        kind: 'csv',
        write: (to) => client.exchange.wrongRows({ batch: batch.id, file: table.id, to }),
        said: ({ file, rows }) =>
          `${file} written: ${format.counted(rows, 'row', 'rows')}, each with the reason. Mended, it can be imported as it is.`,
      }),
  };
}

export type BatchWork = ReturnType<typeof useBatchWork>;
