import { SET_KINDS, TARGETS } from './kinds.ts';

/** What every staged record has, whatever its kind. */
const PLAN = `row_id INTEGER PRIMARY KEY, file_ord INTEGER NOT NULL, row INTEGER NOT NULL, fate TEXT NOT NULL,
  target TEXT, ordinal INTEGER, key TEXT, by_name INTEGER, kept TEXT`;

const columnsOf = (kind: (typeof SET_KINDS)[number]): string =>
  TARGETS[kind]
    .map(({ column }) => (/_minor$|^employees$/.test(column) ? `${column} INTEGER` : `${column} TEXT`))
    .join(', ');

/**
 * The tables of a staging file: what the files of one batch hold, and the plan for each row.
 *
 * `kept` lists the columns in which a known record keeps what it has, for the row says nothing that can be used.
 * `by_name` is 1 where the file has no id, so that the key was made of the name. `ref` and `ref_row` lead an
 * opportunity to its account and a contact or registration to its partner: a record of the workspace, or a row here.
 */
export const STAGING_SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE tables (ord INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE raw (hash TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE rows (id INTEGER PRIMARY KEY, file_ord INTEGER NOT NULL, row INTEGER NOT NULL, cells TEXT NOT NULL);
CREATE TABLE issues (id INTEGER PRIMARY KEY, file_ord INTEGER, row_id INTEGER, row INTEGER, code TEXT NOT NULL, gravity TEXT NOT NULL, body TEXT NOT NULL);
${SET_KINDS.map(
  (kind) => `CREATE TABLE ${kind} (${PLAN}, ref TEXT, ref_name TEXT, ref_row INTEGER, ${columnsOf(kind)});`,
).join('\n')}
CREATE TABLE registrations (${PLAN}, ref TEXT, ref_name TEXT, ref_row INTEGER, input TEXT, content_hash TEXT);
CREATE TABLE match_records (row_id INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE match_keys (row_id INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (row_id, key)) WITHOUT ROWID;
CREATE TABLE adopted (opportunity TEXT PRIMARY KEY, row_id INTEGER NOT NULL);
CREATE VIEW plan AS
${[...SET_KINDS, 'registrations']
  .map((kind) => `SELECT row_id, file_ord, row, '${kind}' AS kind, fate, target, ordinal FROM ${kind}`)
  .join('\nUNION ALL ')};
`;
