import fs from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  change,
  changeIfAny,
  changeInSteps,
  lastEntry,
  record,
  verifyInTurns,
  verifyJournal,
} from '../../src/engine/journal/index.ts';
import { getProgramme, updateProgramme } from '../../src/engine/programme/index.ts';
import { openReader } from '../../src/engine/store/workspace-file.ts';
import { moment, type ScratchWorkspace, scratchWorkspace } from '../support/workspace.ts';

const open: ScratchWorkspace[] = [];
afterEach(async () => {
  for (const workspace of open.splice(0)) await workspace.close();
});
const scratch = () => {
  const workspace = scratchWorkspace();
  open.push(workspace);
  return workspace;
};

const noteOn = (db: ScratchWorkspace['db'], words: string) =>
  change(db, { verb: 'test.note', input: { words } }, moment('2026-02-02T09:00Z'), (tx) =>
    record(tx, { subject: null, subjectName: null, words, what: { words } }),
  );

describe('a change', () => {
  test('leaves an entry that follows the one before', () => {
    const { db } = scratch();
    const before = lastEntry(db);
    noteOn(db, 'one');
    const entry = db.get<{ seq: number; previous_hash: string }>(
      'SELECT * FROM journal_entries ORDER BY seq DESC LIMIT 1',
    );
    expect(entry).toMatchObject({ seq: before.seq + 1, previous_hash: before.hash });
    expect(verifyJournal(db)).toMatchObject({ ok: true, entries: before.seq + 1, firstBad: null });
  });

  test('that throws changes nothing', () => {
    const { db } = scratch();
    const before = lastEntry(db);
    expect(() =>
      change(db, { verb: 'test.fail', input: null }, moment('2026-02-02T09:00Z'), (tx) => {
        tx.run("UPDATE workspace SET name = 'other'");
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(lastEntry(db)).toEqual(before);
    expect(db.get('SELECT name FROM workspace')).toEqual({ name: 'Scratch' });
  });

  test('that records nothing is refused, or with changeIfAny taken back without an entry', () => {
    const { db } = scratch();
    const before = lastEntry(db);
    const silent = { verb: 'test.silent', input: null };
    expect(() => change(db, silent, moment('2026-02-02T09:00Z'), () => 1)).toThrow('record what it did');
    expect(changeIfAny(db, silent, moment('2026-02-02T09:00Z'), () => 2)).toBe(2);
    expect(lastEntry(db)).toEqual(before);
  });

  test('gives the same ids when the same journal is written again', () => {
    const ids = [scratch(), scratch()].map(({ db }) => {
      noteOn(db, 'one');
      return db.all<{ id: string; hash: string }>('SELECT id, hash FROM journal_entries ORDER BY seq');
    });
    expect(ids[0]).toEqual(ids[1]);
  });

  test('in steps is cancelled whole', async () => {
    const { db } = scratch();
    const before = lastEntry(db);
    const stop = new AbortController();
    const work = changeInSteps(
      db,
      { verb: 'test.long', input: null },
      moment('2026-02-02T09:00Z'),
      { signal: stop.signal },
      function* (tx) {
        tx.run("UPDATE workspace SET name = 'half'");
        yield { label: 'first half', done: 1, total: 2 };
        stop.abort(new Error('stopped by the user'));
        yield { label: 'second half', done: 2, total: 2 };
      },
    );
    await expect(work).rejects.toThrow('stopped by the user');
    expect(lastEntry(db)).toEqual(before);
    expect(db.get('SELECT name FROM workspace')).toEqual({ name: 'Scratch' });
  });
});

describe('the journal', () => {
  test('refuses to update or delete an entry or its input', () => {
    const { db } = scratch();
    const { sqlite } = db.connection;
    expect(() => sqlite.exec("UPDATE journal_entries SET actor = 'somebody else'")).toThrow('append-only');
    expect(() => sqlite.exec('DELETE FROM journal_entries')).toThrow('append-only');
    expect(() => sqlite.exec("UPDATE journal_inputs SET body = '{}'")).toThrow('erased, not changed');
    expect(() => sqlite.exec('DELETE FROM journal_inputs')).toThrow('erased, not deleted');
  });

  test.each([
    {
      what: 'an entry by its place',
      sql: `INSERT OR REPLACE INTO journal_entries SELECT seq, 'other', at, 'somebody else', verb, subject, subject_name, words,
        what, edition, input_hash, previous_hash, hash FROM journal_entries WHERE seq = 1`,
    },
    {
      what: 'an entry by its id',
      sql: `REPLACE INTO journal_entries SELECT seq + 9, id, at, 'somebody else', verb, subject, subject_name, words,
        what, edition, input_hash, previous_hash, hash FROM journal_entries WHERE seq = 1`,
    },
    {
      what: 'an entry that would be updated',
      sql: "INSERT INTO journal_entries SELECT * FROM journal_entries WHERE seq = 1 ON CONFLICT DO UPDATE SET actor = 'x'",
    },
    { what: 'an input', sql: "INSERT OR REPLACE INTO journal_inputs SELECT hash, '{}' FROM journal_inputs" },
    {
      what: 'an input by its row',
      sql: "INSERT OR REPLACE INTO journal_inputs (rowid, hash, body) SELECT rowid, 'other', '{}' FROM journal_inputs",
    },
  ])('refuses to replace $what, from another connection too', ({ sql }) => {
    const { db, file } = scratch();
    const other = new Database(file);
    try {
      expect(() => other.exec(sql)).toThrow(/append-only|erased, not replaced/);
    } finally {
      other.close();
    }
    expect(verifyJournal(db).ok).toBe(true);
    // The same input again is an entry of its own.
    noteOn(db, 'twice');
    noteOn(db, 'twice');
    expect(verifyJournal(db)).toMatchObject({ ok: true, entries: 3 });
  });

  test('an erased input keeps the chain whole', () => {
    const { db } = scratch();
    noteOn(db, 'about a person');
    db.connection.sqlite.exec('UPDATE journal_inputs SET body = NULL');
    expect(verifyJournal(db).ok).toBe(true);
  });

  test('names the first entry that was changed by hand, whatever was changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('actor', 'verb', 'words', 'what', 'at', 'previous_hash', 'hash', 'input_hash', 'subject'),
        (seq, column) => {
          const { db } = scratch();
          for (let index = 0; index < 8; index += 1) noteOn(db, `note ${index}`);
          const { sqlite } = db.connection;
          sqlite.exec('DROP TRIGGER journal_entries_no_update');
          const value = column === 'at' ? 5 : 'changed by hand';
          sqlite.prepare(`UPDATE journal_entries SET ${column} = ? WHERE seq = ?`).run(value, seq);
          const verified = verifyJournal(db);
          expect(verified.ok).toBe(false);
          expect(verified.firstBad?.seq).toBe(seq);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('names the entry when a byte of the file itself was changed', async () => {
    const workspace = scratch();
    noteOn(workspace.db, 'find this sentence in the bytes');
    workspace.db.connection.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = fs.readFileSync(workspace.file);
    const at = bytes.lastIndexOf('find this sentence');
    bytes.write('F', at);
    const copy = `${workspace.file}.copy`;
    fs.writeFileSync(copy, bytes);
    const { db, close } = openReader(copy);
    expect(verifyJournal(db)).toMatchObject({ ok: false, firstBad: { seq: 2, problem: { row: 2 } } });
    close();
  });

  test('is walked in turns: others are answered meanwhile, and it can be given up', async () => {
    const { db } = scratch();
    for (let index = 0; index < 2_100; index += 1) noteOn(db, `note ${index}`);
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    });
    expect(await verifyInTurns(db)).toEqual(verifyJournal(db));
    clearInterval(count);
    expect(turns).toBeGreaterThan(0);
    const stop = new AbortController();
    const walking = verifyInTurns(db, stop.signal);
    stop.abort(new Error('given up'));
    await expect(walking).rejects.toThrow('given up');
  });

  test('says which entry is missing', () => {
    const { db } = scratch();
    noteOn(db, 'one');
    noteOn(db, 'two');
    db.connection.sqlite.exec('DROP TRIGGER journal_entries_no_delete; DELETE FROM journal_entries WHERE seq = 2');
    expect(verifyJournal(db).firstBad).toMatchObject({ seq: 3, problem: { code: 'entry_missing' } });
  });
});

describe('the programme', () => {
  const body = (db: ScratchWorkspace['db']) => getProgramme(db, {}, moment('2026-02-02T09:00Z')).current.body;

  test('gets its next edition from a date, and the day before still has the old one', () => {
    const { db } = scratch();
    const changed = { ...body(db), limits: { ...body(db).limits, openPerPartner: 40 } };
    updateProgramme(
      db,
      { basedOn: 1, from: '2026-03-01' as never, body: changed, note: '' },
      moment('2026-02-02T09:00Z'),
    );
    const on = (date: string) => getProgramme(db, { on: date as never }, moment('2026-02-02T09:00Z')).current;
    expect(on('2026-02-28')).toMatchObject({ edition: 1, until: '2026-02-28' });
    expect(on('2026-03-01')).toMatchObject({ edition: 2, until: null });
    expect(on('2026-03-01').body.limits.openPerPartner).toBe(40);
  });

  test('refuses an edition made from an older one, and a body that is not valid, naming the field', () => {
    const { db } = scratch();
    const at = moment('2026-02-02T09:00Z');
    updateProgramme(db, { basedOn: 1, from: '2026-03-01' as never, body: body(db), note: '' }, at);
    expect(() =>
      updateProgramme(db, { basedOn: 1, from: '2026-04-01' as never, body: body(db), note: '' }, at),
    ).toThrow('changed this meanwhile');
    const wrong = {
      ...body(db),
      conflicts: { ...body(db).conflicts, weightsBp: { evidence: 1, qualification: 1, ability: 1, relationship: 1 } },
    };
    expect(() => updateProgramme(db, { basedOn: 2, from: '2026-04-01' as never, body: wrong, note: '' }, at)).toThrow(
      'conflicts.weightsBp',
    );
  });
});

test('a reader’s connection cannot write', () => {
  const workspace = scratch();
  const { db, close } = openReader(workspace.file);
  expect(() => db.get("UPDATE workspace SET name = 'x' RETURNING name")).toThrow(Database.SqliteError);
  close();
});
