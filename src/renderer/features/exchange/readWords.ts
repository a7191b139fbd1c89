import type { Format } from '../../format/useFormat.tsx';
import type { TableView } from './batchView.ts';
import { KIND_TITLES } from './kinds.ts';

/** Whether a table was found in the file at all. */
export const isReadable = ({ read }: TableView): boolean => read?.format !== 'unreadable';

const DELIMITERS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** How a table was read: “UTF-8 · comma · 8,800 rows”. */
export function readInWords(table: TableView, format: Format): string | undefined {
  const { read, sheet } = table;
  if (read === undefined || !isReadable(table)) return undefined;
  const how =
    read.delimiter === null
      ? [read.format.toUpperCase(), sheet === null ? undefined : `sheet ${sheet}`]
      : [read.encoding.toUpperCase(), DELIMITERS[read.delimiter] ?? `“${read.delimiter}”`];
  return [...how, format.counted(read.rows, 'row', 'rows')]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

/** What a table was taken for, and on what ground: “Salesforce opportunities · recognised”. */
export function takenFor(table: TableView, byHand: boolean): { words: string; known: boolean } {
  const { kind, use, mapping, remembered } = table;
  if (use === 'lookup') return { words: 'explains the other files', known: true };
  if (!isReadable(table)) return { words: 'can’t be read', known: false };
  if (kind === null) return { words: 'nothing that can be imported', known: false };
  const title = KIND_TITLES[kind];
  if (mapping == null) return { words: title, known: true };
  const source = mapping.source === 'plain' ? title : `${mapping.source} ${title.toLocaleLowerCase('en')}`;
  const ground = byHand ? 'mapped by you' : remembered ? 'mapping remembered' : 'recognised';
  return { words: `${source} · ${ground}`, known: true };
}
