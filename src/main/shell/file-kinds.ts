import type { FileFilter } from 'electron';
import type { z } from 'zod';
import type { SaveKind } from '../../contract/shell.ts';

export type SaveKindName = z.infer<typeof SaveKind>;

export const WORKSPACE_EXTENSION = 'tributary';

export const FILTERS: Readonly<Record<SaveKindName, FileFilter>> = {
  csv: { name: 'CSV', extensions: ['csv'] },
  xlsx: { name: 'Excel workbook', extensions: ['xlsx'] },
  pdf: { name: 'PDF', extensions: ['pdf'] },
  json: { name: 'JSON', extensions: ['json'] },
  tributary: { name: 'Tributary workspace', extensions: [WORKSPACE_EXTENSION] },
};

export const IMPORTABLE: FileFilter = {
  name: 'Tables and kits',
  extensions: ['csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'xls', 'ods', 'json', 'jsonl', 'html', 'zip'],
};

/** A name every file system takes, with the kind's extension. */
export function fileName(suggested: string, kind: SaveKindName): string {
  const plain = suggested
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 120);
  const name = plain === '' ? 'Untitled' : plain;
  return name.toLowerCase().endsWith(`.${kind}`) ? name : `${name}.${kind}`;
}
