import type { BatchItem, FateCounts, ImportKind, Mapping, PreviewFile, Repair } from '../../../contract/exchange.ts';
import type { BatchId, IsoDate } from '../../../contract/units.ts';
import type { GivenFile, KeptPreview } from './keptPreviews.ts';

/** One table of a batch: a file, or a sheet of it. */
export type TableView = {
  /** `file`, or `file#sheet`: what the engine calls it. */
  id: string;
  file: string;
  sheet: string | null;
  kind: ImportKind | null;
  use: PreviewFile['use'];
  /** Where it stays out as a whole, why, if that is known. */
  because: string | null;
  counts: FateCounts;
  /** Known while the preview's answer is at hand. */
  read: PreviewFile['read'] | undefined;
  mapping: Mapping | null | undefined;
  unmapped: readonly string[];
  remembered: boolean;
};

/** A batch as its page shows it, whether it is looked at, committed or undone. */
export type BatchView = {
  id: BatchId;
  state: BatchItem['state'];
  asOf: IsoDate;
  counts: FateCounts;
  tables: readonly TableView[];
  item: BatchItem | undefined;
  kept: KeptPreview | undefined;
};

const sum = (a: FateCounts, b: FateCounts): FateCounts => ({
  new: a.new + b.new,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  wrong: a.wrong + b.wrong,
  skipped: a.skipped + b.skipped,
});

function fromAnswer({ files }: KeptPreview['answer']): TableView[] {
  return files.map((one) => {
    const sheets = files.filter(({ file }) => file === one.file).length;
    const { read, mapping, unmapped, remembered, ...rest } = one;
    return {
      ...rest,
      id: one.sheet === null || sheets === 1 ? one.file : `${one.file}#${one.sheet}`,
      ...{ read, mapping, unmapped, remembered },
    };
  });
}

const UNREAD = { read: undefined, mapping: undefined, unmapped: [], remembered: false } as const;

/** What the list knows of a batch: its sheets of one file are one. What has no kind there explains the others. */
function fromItem({ files, leftOut = [] }: BatchItem): TableView[] {
  const tables: TableView[] = [];
  for (const { file, kind, counts } of files) {
    const there = tables.findIndex((one) => one.file === file);
    const before = tables[there];
    if (before !== undefined) tables[there] = { ...before, counts: sum(before.counts, counts) };
    else {
      tables.push({
        ...{ id: file, file, sheet: null, kind, use: kind === null ? 'lookup' : 'import', because: null, counts },
        ...UNREAD,
      });
    }
  }
  const nothing = { new: 0, changed: 0, unchanged: 0, wrong: 0, skipped: 0 };
  for (const { file, sheet, because } of leftOut) {
    const id = sheet === null ? file : `${file}#${sheet}`;
    tables.push({ id, file, sheet, kind: null, use: 'none', because, counts: nothing, ...UNREAD });
  }
  return tables;
}

/** Puts together what the preview answered and what the list of batches says. */
export function batchView(
  id: BatchId,
  kept: KeptPreview | undefined,
  item: BatchItem | undefined,
): BatchView | undefined {
  if (kept === undefined && item === undefined) return undefined;
  return {
    id,
    state: item?.state ?? 'previewed',
    asOf: item?.asOf ?? (kept?.answer.asOf as IsoDate),
    counts: item?.counts ?? (kept?.answer.counts as FateCounts),
    tables: kept !== undefined ? fromAnswer(kept.answer) : item !== undefined ? fromItem(item) : [],
    item,
    kept,
  };
}

/** The table to show: the one asked for, else the one with most to look at. */
export function chosenTable(tables: readonly TableView[], asked: string | undefined): TableView | undefined {
  const weight = ({ use, counts }: TableView) =>
    use === 'import' ? 1 + counts.wrong * 1e6 + counts.new + counts.changed + counts.unchanged : 0;
  return tables.find(({ id }) => id === asked) ?? [...tables].sort((a, b) => weight(b) - weight(a))[0];
}

/** The names the engine gives files that were chosen together: those of one name are numbered. */
function namesOf(given: readonly GivenFile[]): string[] {
  const seen = new Map<string, number>();
  return given.map(({ grant }) => {
    const nth = (seen.get(grant.name) ?? 0) + 1;
    seen.set(grant.name, nth);
    return nth === 1 ? grant.name : `${grant.name} (${nth})`;
  });
}

/**
 * The files of a preview with one table mapped anew, for the next preview.
 *
 * A mapping is said of a file; where a workbook has several sheets with records, each is then asked for by itself.
 */
export function withMapping(
  { given, answer }: KeptPreview,
  table: Pick<TableView, 'file' | 'sheet'>,
  change: { kind?: ImportKind | undefined; mapping?: Partial<Mapping> },
): GivenFile[] {
  const names = namesOf(given);
  return given.flatMap((one, index): GivenFile[] => {
    if (names[index] !== table.file) return [one];
    const sheets = answer.files.filter(({ file, use }) => file === table.file && use === 'import');
    const { kind } = change;
    // How the file is written holds whatever else is said of it.
    const mapping = change.mapping ?? (one.mapping?.encoding && { encoding: one.mapping.encoding });
    if (sheets.length < 2 || table.sheet === null) return [{ ...one, kind, mapping }];
    return sheets.map(
      ({ sheet, kind: asBefore, mapping: was }): GivenFile =>
        sheet === table.sheet
          ? { grant: one.grant, sheet: sheet ?? undefined, kind, mapping, repairs: one.repairs }
          : {
              grant: one.grant,
              sheet: sheet ?? undefined,
              kind: asBefore ?? undefined,
              mapping: was ?? undefined,
              repairs: one.repairs,
            },
    );
  });
}

/** The files of a preview with other repairs of one table, for the next preview. */
export function withRepairs(
  { given }: KeptPreview,
  table: Pick<TableView, 'file'>,
  edit: (before: readonly Repair[]) => readonly Repair[],
): GivenFile[] {
  const names = namesOf(given);
  return given.map((one, index) => (names[index] === table.file ? { ...one, repairs: edit(one.repairs ?? []) } : one));
}

/** Whether two repairs are of one cell. */
export const isSameCell = (a: CellPlace, b: CellPlace): boolean =>
  a.row === b.row && a.column === b.column && a.sheet === b.sheet;

/** A cell of a file. */
export type CellPlace = Pick<Repair, 'row' | 'column' | 'sheet'>;
