import type { CommitInput } from './apply-batch.ts';
import type { StageFile } from './stage-input.ts';

/** The files of a commit as they were, from what the journal and the raw files kept: in their order, sheets of one file together. */
export function filesAgain(input: CommitInput, readRaw: (hash: string) => Uint8Array): StageFile[] {
  const files = new Map<string, { name: string; hash: string; tables: CommitInput['files'][number][] }>();
  for (const table of input.files) {
    const key = `${table.hash} ${table.name}`;
    const file = files.get(key) ?? { name: table.name, hash: table.hash, tables: [] };
    file.tables.push(table);
    files.set(key, file);
  }
  return [...files.values()].map(({ name, hash, tables }) => ({
    from: readRaw(hash),
    name,
    repairs: tables.flatMap(({ sheet, repairs = [] }) =>
      repairs.map(({ used, ...cell }) => ({ ...cell, use: used, ...(sheet === null ? {} : { sheet }) })),
    ),
    pinned: tables.map(({ ord, sheet, kind, use, mapping }) => ({ ord, sheet, kind, use, mapping })),
  }));
}
