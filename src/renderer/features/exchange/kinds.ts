import type { BatchItem, FateCounts, ImportKind } from '../../../contract/exchange.ts';

/** What a file holds, in words. */
export const KIND_TITLES: Readonly<Record<ImportKind, string>> = {
  accounts: 'Accounts',
  opportunities: 'Opportunities',
  partners: 'Partners',
  registrations: 'Registrations',
  products: 'Products',
  contacts: 'Contacts of partners',
};

/** The kinds of a batch, each once: “Accounts, opportunities”. */
export function kindsInWords(files: BatchItem['files']): string {
  const kinds = [...new Set(files.map(({ kind }) => kind))].flatMap((kind) => (kind === null ? [] : KIND_TITLES[kind]));
  const [first = 'Nothing', ...rest] = kinds;
  return [first, ...rest.map((title) => title.toLocaleLowerCase('en'))].join(', ');
}

/** The files of a batch: “accounts.csv and 2 more”. */
export function filesInWords(names: readonly string[]): string {
  const [first = 'no file', ...rest] = [...new Set(names)];
  if (rest.length === 0) return first;
  return rest.length === 1 ? `${first} and ${rest[0]}` : `${first} and ${rest.length} more`;
}

/** Rows that a commit writes. */
export const writtenOf = (counts: FateCounts): number => counts.new + counts.changed;
