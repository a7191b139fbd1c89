import type Database from 'better-sqlite3';
import { problem } from '../../contract/refusal.ts';
import { nameKey } from '../matching/index.ts';
import { partnerNameKey } from '../partners/index.ts';
import type { TellFate } from './decide-fates.ts';

/** Rows whose link is looked up: what is wrong already is told at once with what else there is to mend. */
const LOOKED_UP = "('new', 'wrong')";

/** Which rows point at which records. */
interface Link {
  readonly from: 'opportunities' | 'contacts' | 'registrations';
  readonly to: 'accounts' | 'partners';
  /** The column that takes the id of the record; registrations have it in their text. */
  readonly column: 'account_id' | 'partner_id' | null;
  readonly fold: (name: string) => string;
}

const LINKS: readonly Link[] = [
  { from: 'opportunities', to: 'accounts', column: 'account_id', fold: nameKey },
  { from: 'contacts', to: 'partners', column: 'partner_id', fold: partnerNameKey },
  { from: 'registrations', to: 'partners', column: null, fold: partnerNameKey },
];

/** Where a row of a table is told, with the column of the first of these fields that the table has. */
type PlaceOf = (ord: number, ...fields: string[]) => { file?: string; sheet?: string; column?: string };

/** Names that are told one by one; the rest is summed up. */
const NAMES_TOLD = 40;

/**
 * Leads opportunities to their accounts, and contacts and registrations to their partners: by id, by key, then by a name
 * that only one record has; in the batch or in the workspace. An opportunity without its account is taken all the same,
 * with a note; a contact or registration without its partner is wrong. Rows
 * that are wrong already stay so, and are told of their links too.
 */
export function linkRows(sqlite: Database.Database, placeOf: PlaceOf, tell: TellFate): void {
  for (const link of LINKS) {
    const wanted = sqlite
      .prepare(
        `SELECT 1 FROM ${link.from} WHERE fate IN ${LOOKED_UP} AND (ref IS NOT NULL OR ref_name IS NOT NULL) LIMIT 1`,
      )
      .get();
    if (wanted === undefined) continue;
    resolve(sqlite, link);
    const target = link.column === null ? `ref = coalesce(p.id, ${link.from}.ref)` : `${link.column} = p.id`;
    sqlite.exec(`UPDATE ${link.from} SET ${target}, ref_row = p.at_row FROM temp.pairs p
      WHERE p.pair = coalesce(${link.from}.ref, '') || char(31) || coalesce(${link.from}.ref_name, '')`);
    if (link.from === 'opportunities') tellUnknownAccounts(sqlite, placeOf, tell);
    else refuseUnknownPartners(sqlite, link.from, placeOf, tell);
    sqlite.exec('DROP TABLE temp.pairs; DROP TABLE temp.names');
  }
}

/** Every different pair of id and name, once, with the one record it means. */
function resolve(sqlite: Database.Database, { from, to, fold }: Link): void {
  sqlite.function('folded', { deterministic: true }, (name) => (typeof name === 'string' ? fold(name) : null));
  sqlite.exec(`CREATE TEMP TABLE pairs (pair TEXT PRIMARY KEY, ref TEXT, ref_name TEXT, name_key TEXT, id TEXT, at_row INTEGER, found INTEGER NOT NULL DEFAULT 0);
    INSERT OR IGNORE INTO temp.pairs (pair, ref, ref_name) SELECT coalesce(ref, '') || char(31) || coalesce(ref_name, ''), ref, ref_name
      FROM ${from} WHERE fate IN ${LOOKED_UP} AND (ref IS NOT NULL OR ref_name IS NOT NULL);
    UPDATE temp.pairs SET name_key = folded(ref_name);
    CREATE TEMP TABLE names (id TEXT, at_row INTEGER, key TEXT, name TEXT, name_key TEXT);
    INSERT INTO temp.names SELECT w.id, NULL, w.key, w.name, w.name_key FROM ws.${to} w
      WHERE w.id IN (SELECT ref FROM temp.pairs) OR w.key IN (SELECT ref FROM temp.pairs)
        OR w.key IN (SELECT ref_name FROM temp.pairs) OR w.name_key IN (SELECT name_key FROM temp.pairs);
    INSERT INTO temp.names SELECT k.target, CASE WHEN k.target IS NULL THEN k.row_id END, k.key, k.name, k.name_key
      FROM ${to} k WHERE k.fate IN ('new', 'changed', 'unchanged')
        AND NOT EXISTS (SELECT 1 FROM ws.${to} w WHERE w.id = k.target AND w.name_key = k.name_key AND w.key = k.key);
    CREATE INDEX temp.names_by_key ON names (key);
    CREATE INDEX temp.names_by_name ON names (name_key);
    CREATE INDEX temp.names_by_id ON names (id);`);
  const ways = [
    'n.id = p.ref',
    'n.key = p.ref',
    'n.key = p.ref_name',
    'n.name_key = p.name_key',
    // Where several have the name, the one that is written just so.
    'n.name_key = p.name_key AND n.name = p.ref_name',
  ];
  for (const way of ways) {
    sqlite.exec(`UPDATE temp.pairs SET id = r.id, at_row = r.at_row, found = r.n FROM
      (SELECT p.pair, min(n.id) AS id, min(n.at_row) AS at_row, count(DISTINCT coalesce(n.id, n.at_row)) AS n
       FROM temp.pairs p JOIN temp.names n ON ${way} WHERE p.found <> 1 GROUP BY p.pair) r
      WHERE r.pair = pairs.pair`);
  }
  sqlite.exec(
    'UPDATE temp.pairs SET id = NULL, at_row = NULL WHERE found <> 1; UPDATE temp.pairs SET at_row = NULL WHERE id IS NOT NULL',
  );
}

const quoted = (text: string | null): string => `“${text ?? ''}”`;

function tellUnknownAccounts(sqlite: Database.Database, placeOf: PlaceOf, tell: TellFate): void {
  const unknown = sqlite
    .prepare(
      `SELECT o.file_ord AS ord, min(o.row_id) AS rowId, min(o.row) AS row, count(*) AS n,
         sum(o.fate = 'new') AS taken, p.found, coalesce(p.ref_name, p.ref) AS name
       FROM temp.pairs p JOIN opportunities o ON p.pair = coalesce(o.ref, '') || char(31) || coalesce(o.ref_name, '')
       WHERE p.found <> 1 AND o.fate IN ${LOOKED_UP} GROUP BY o.file_ord, p.pair ORDER BY rowId`,
    )
    .all() as { ord: number; rowId: number; row: number; n: number; taken: number; found: number; name: string }[];
  for (const one of unknown.slice(0, NAMES_TOLD)) {
    const rows = one.n === 1 ? '' : ` (${one.n} rows)`;
    const then =
      one.taken > 0 ? 'the opportunity is taken without one' : 'once mended, the opportunity is taken without one';
    const found =
      one.found === 0
        ? problem(
            'account_unknown',
            `${quoted(one.name)} is not among the accounts${rows}; ${then}.`,
            'Import the accounts too, in the same go or later.',
            { ...placeOf(one.ord, 'accountName', 'account'), row: one.row },
          )
        : problem(
            'account_ambiguous',
            `${one.found} accounts are called ${quoted(one.name)}${rows}; ${then}.`,
            'Export the opportunities with the account’s id.',
            { ...placeOf(one.ord, 'accountName', 'account'), row: one.row },
          );
    tell(one.ord, one.rowId, found, 'note');
  }
  const rest = unknown.slice(NAMES_TOLD);
  const first = rest[0];
  if (first === undefined) return;
  const count = rest.reduce((sum, one) => sum + one.n, 0);
  tell(
    first.ord,
    null,
    problem(
      'account_unknown',
      `${rest.length} more names (${count} rows) are not among the accounts.`,
      'Import the accounts too, in the same go or later.',
      placeOf(first.ord, 'accountName', 'account'),
    ),
    'note',
  );
}

function refuseUnknownPartners(
  sqlite: Database.Database,
  kind: 'contacts' | 'registrations',
  placeOf: PlaceOf,
  tell: TellFate,
): void {
  const lost = sqlite
    .prepare(
      `SELECT k.row_id AS rowId, k.file_ord AS ord, k.row, p.found, k.ref_name AS name FROM ${kind} k
       JOIN temp.pairs p ON p.pair = coalesce(k.ref, '') || char(31) || coalesce(k.ref_name, '')
       WHERE k.fate IN ${LOOKED_UP} AND p.found <> 1`,
    )
    .all() as { rowId: number; ord: number; row: number; found: number; name: string }[];
  const setWrong = sqlite.prepare(`UPDATE ${kind} SET fate = 'wrong' WHERE row_id = ?`);
  for (const one of lost) {
    setWrong.run(one.rowId);
    const found =
      one.found === 0
        ? problem(
            'partner_unknown',
            `${quoted(one.name)} is not a partner of this programme.`,
            'Import the partner list first (or in the same go), or write the name or key as it stands there.',
            { ...placeOf(one.ord, 'partner'), row: one.row },
          )
        : problem(
            'partner_ambiguous',
            `${one.found} partners are called ${quoted(one.name)}.`,
            'Write the key of the one that is meant.',
            { ...placeOf(one.ord, 'partner'), row: one.row },
          );
    tell(one.ord, one.rowId, found, 'row');
  }
}
