import anyAscii from 'any-ascii';
import type { ProgrammeBody } from '../../contract/programme.ts';
import type { WriteTx } from '../journal/index.ts';
import type { ReadDb } from '../store/db.ts';

/** A family or product folded to what identifies it: `GTX Pro`, `GTXPro` and `gtx-pro` are one. */
export const familyKey = (text: string): string =>
  anyAscii(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');

/**
 * Rebuilds the list of all ways a family is written, from the product list and the newest programme. The programme
 * wins where both know a name. Called when either changes.
 */
export function rebuildFamilyNames(tx: WriteTx): void {
  const names = new Map<string, string>();
  for (const product of tx.all<{ key: string; name: string; family: string | null }>(
    'SELECT key, name, family FROM products ORDER BY key',
  )) {
    const family = product.family ?? product.name;
    names.set(familyKey(product.name), family);
    names.set(familyKey(product.key), family);
    names.set(familyKey(family), family);
  }
  const newest = tx.get<{ body: string }>('SELECT body FROM programme_editions ORDER BY edition DESC LIMIT 1');
  const families = newest === undefined ? [] : (JSON.parse(newest.body) as ProgrammeBody).productFamilies;
  for (const family of families) {
    for (const name of [family.name, ...family.aliases]) names.set(familyKey(name), family.name);
  }
  names.delete('');
  tx.run('DELETE FROM family_names');
  for (const [key, family] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    tx.run('INSERT INTO family_names (key, family) VALUES (?, ?)', key, family);
  }
}

/** The family a text names: as product list and programme resolve it, else the text itself. */
export function familyNamed(db: ReadDb, text: string): string {
  return db.get<{ family: string }>('SELECT family FROM family_names WHERE key = ?', familyKey(text))?.family ?? text;
}
