import fs from 'node:fs';
import type Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';

type Orm = BetterSQLite3Database<Record<string, never>>;
type Value = string | number | bigint | null | Buffer;

/** What may be read. Has no `insert`, `update` or `delete`; on the reader's thread the connection itself is read-only too. */
export interface ReadDb {
  /** Absolute path of the workspace file. */
  readonly file: string;
  readonly orm: Pick<Orm, 'select' | 'selectDistinct' | 'with' | '$with'>;
  /** All rows of a raw statement, prepared once; `?` placeholders, or `@name` with one object. */
  all<Row>(sql: string, ...params: (Value | Record<string, Value>)[]): Row[];
  /** The first row of a raw statement. */
  get<Row>(sql: string, ...params: (Value | Record<string, Value>)[]): Row | undefined;
}

/** A database that can be changed, by way of `change` alone. */
export interface WriteDb extends ReadDb {
  /** For the journal's `change` and for the store itself; nobody else opens transactions. */
  readonly connection: Connection;
}

/** The raw connection, with what only store and journal may do. */
export interface Connection {
  readonly sqlite: Database.Database;
  readonly orm: Orm;
  /** Runs a prepared statement; the number of rows changed. */
  run(sql: string, ...params: (Value | Record<string, Value>)[]): number;
  /** Listeners to committed changes: the features concerned. */
  readonly committed: Set<(topics: readonly string[]) => void>;
  /** While a journal is replayed: what the change that is made again writes in place of its own. */
  replaying: Replaying | undefined;
  /** Whether the file still lies where it was opened: what is written into one that was moved or deleted would be lost. */
  isInPlace(): boolean;
  /** Tail of the queue of changes; see `queued`. */
  tail: Promise<unknown>;
}

/** An entry as it was written. */
export interface Replaying {
  readonly written: Readonly<
    Record<'subject' | 'subjectName', string | null> & { words: string; what: string; edition: number | null }
  >;
  /** The revision its input named, where it named one. */
  readonly revision: unknown;
}

const PREPARED_LIMIT = 500;

/** Prepares each statement once and forgets the oldest beyond a limit. */
function preparer(sqlite: Database.Database): (sql: string) => Database.Statement {
  const prepared = new Map<string, Database.Statement>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(sql);
    if (prepared.size >= PREPARED_LIMIT) prepared.delete(prepared.keys().next().value ?? '');
    prepared.set(sql, statement);
    return statement;
  };
}

/** A reading view of a connection. */
export function readOf(sqlite: Database.Database, file: string): ReadDb {
  const prepare = preparer(sqlite);
  return {
    file,
    orm: drizzle(sqlite),
    all: <Row>(sql: string, ...params: unknown[]) => prepare(sql).all(...params) as Row[],
    get: <Row>(sql: string, ...params: unknown[]) => prepare(sql).get(...params) as Row | undefined,
  };
}

/** A writing view of a connection. */
export function writeOf(sqlite: Database.Database, file: string): WriteDb {
  const prepare = preparer(sqlite);
  const opened = fs.statSync(file, { throwIfNoEntry: false });
  const connection: Connection = {
    sqlite,
    orm: drizzle(sqlite),
    run: (sql, ...params) => prepare(sql).run(...params).changes,
    committed: new Set(),
    replaying: undefined,
    isInPlace: () => fs.statSync(file, { throwIfNoEntry: false })?.ino === opened?.ino,
    tail: Promise.resolve(),
  };
  return { ...readOf(sqlite, file), orm: connection.orm, connection };
}

/** Runs changes one after the other, in the order they came; a failed one does not stop the next. */
export function queued<T>(db: WriteDb, work: () => T | Promise<T>): Promise<T> {
  const result = db.connection.tail.then(work);
  db.connection.tail = result.catch(() => undefined);
  return result;
}
