import path from 'node:path';
import Database from 'better-sqlite3';
import type { GrantId } from '../../src/contract/units.ts';
import type { WriteDb } from '../../src/engine/store/db.ts';
import type { Threads } from './engine-threads.ts';
import { type Figure, figure, quantile, timed } from './report.ts';

/** A protection for each approved registration that has none; one in five runs. */
export function protectApproved(db: WriteDb): void {
  db.connection.sqlite.exec(
    `INSERT INTO protections (id, registration_id, partner_id, family_key, from_on, until_on, cap_on, state, because,
       meeting_due_on, meeting_lapse_on, created_at, updated_at, updated_by, revision)
     SELECT '00000000-0000-7000-a000-' || substr(r.id, 25), r.id, r.partner_id, r.family_key, r.received_on,
       date(r.received_on, '+5000 days'), date(r.received_on, '+5000 days'), iif(r.rowid % 5 = 0, 'running', 'lapsed'),
       iif(r.rowid % 5 = 0, NULL, 'expired'), r.received_on, date(r.received_on, '+5000 days'), r.received_at, r.received_at,
       'Jo', 1
     FROM registrations r WHERE r.state = 'approved' AND r.id NOT IN (SELECT registration_id FROM protections)`,
  );
}

/** What reads all of a workspace, beside the least that SQLite alone takes for it. */
export async function wholeFile(threads: Threads, file: string, registrations: number): Promise<Figure[]> {
  const { questions, changes } = threads;
  const sqlite = new Database(file, { readonly: true });
  const at = `at ${registrations} registrations`;
  const median = async (times: number, call: () => unknown) => quantile(await timed(times, call), 0.5);
  const statement = (sql: string) => {
    const prepared = sqlite.prepare(sql);
    return () => prepared.all();
  };
  const write = async (format: 'xlsx' | 'csv'): Promise<number> => {
    const to = `bench-grant-write-${format}` as GrantId;
    threads.grant(to, path.join(path.dirname(file), `decisions.${format}`), 'write');
    return median(3, () => changes.exchange.export({ what: 'decisions', format, to: { grant: to } }));
  };
  const decisions = statement(
    'SELECT r.*, p.name AS partner FROM registrations r JOIN partners p ON p.id = r.partner_id ORDER BY r.received_at',
  );
  const figures = [
    figure(`workspace.check ${at}`, await median(3, () => questions.workspace.check()), 'ms', {
      'SQLite’s integrity and foreign key checks': await median(3, () => {
        sqlite.pragma('integrity_check');
        sqlite.pragma('foreign_key_check');
      }),
    }),
    figure(`journal.verify ${at}, of the demo's entries`, await median(5, () => questions.journal.verify()), 'ms', {
      'reading entries and inputs': await median(
        5,
        statement('SELECT * FROM journal_entries e LEFT JOIN journal_inputs i ON i.hash = e.input_hash ORDER BY e.seq'),
      ),
    }),
    figure(`decisions as XLSX ${at}`, await write('xlsx'), 'ms', { 'reading the rows': await median(3, decisions) }),
    figure(`decisions as CSV ${at}`, await write('csv'), 'ms', { 'reading the rows': await median(3, decisions) }),
    figure(
      `protection.list, a page of 100 ${at}, p95`,
      quantile(await timed(60, () => questions.protection.list({ filter: { state: 'running' }, limit: 100 })), 0.95),
      'ms',
      {
        'the bare statement on its index': quantile(
          await timed(
            60,
            statement("SELECT * FROM protections WHERE state = 'running' ORDER BY until_on, id LIMIT 100"),
          ),
          0.95,
        ),
      },
    ),
    figure(`insights.summary ${at}`, await median(10, () => questions.insights.summary({})), 'ms', {
      'counting registrations by month and state': await median(
        10,
        statement('SELECT substr(received_on, 1, 7) AS month, state, count(*) FROM registrations GROUP BY 1, 2'),
      ),
    }),
  ];
  sqlite.close();
  return figures;
}
