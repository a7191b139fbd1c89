import type { Format } from '../../format/useFormat.tsx';
import type { BatchView, TableView } from './batchView.ts';

const filesOf = (tables: readonly TableView[]): string[] => [...new Set(tables.map(({ file }) => file))];

/** The files of a batch of which something is used. */
export const usedFiles = (tables: readonly TableView[]): string[] =>
  filesOf(tables.filter(({ use }) => use !== 'none'));

/** The files of a batch that stay out as a whole, and single sheets of the others that do; none where nothing comes in. */
function leftOutOf({ tables }: BatchView): { files: string[]; sheets: TableView[] } {
  const used = usedFiles(tables);
  const out = used.length === 0 ? [] : tables.filter(({ use }) => use === 'none');
  return {
    files: filesOf(out).filter((file) => !used.includes(file)),
    sheets: out.filter(({ file }) => used.includes(file)),
  };
}

/** “1 file left out”, or `undefined` where everything comes in. */
export function leftOutCounted(batch: BatchView, format: Format): string | undefined {
  const { files, sheets } = leftOutOf(batch);
  const parts = [
    files.length === 0 ? undefined : format.counted(files.length, 'file', 'files'),
    sheets.length === 0 ? undefined : format.counted(sheets.length, 'sheet', 'sheets'),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : `${parts.join(' and ')} left out`;
}

/**
 * What does not come in with the rest, and why: “1 of 5 files is left out: notes.csv. There is nothing importable …”
 *
 * @returns `undefined` where everything comes in
 */
export function leftOutInWords(batch: BatchView, format: Format): string | undefined {
  const { files, sheets } = leftOutOf(batch);
  const be = (count: number) => (count === 1 ? 'is' : 'are');
  const all = format.counted(filesOf(batch.tables).length, 'file', 'files');
  const names = sheets.map(({ file, sheet }) => `${sheet} of ${file}`);
  const parts = [
    files.length === 0
      ? undefined
      : `${format.count(files.length)} of ${all} ${be(files.length)} left out: ${files.join(', ')}.`,
    names.length === 0
      ? undefined
      : `${format.counted(names.length, 'sheet', 'sheets')} ${be(names.length)} left out: ${names.join(', ')}.`,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const only = files.length + sheets.length === 1 ? batch.tables.find(({ use }) => use === 'none')?.because : undefined;
  return [...parts, ...(only == null ? [] : [only])].join(' ');
}
