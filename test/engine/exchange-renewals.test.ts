import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listOpportunities } from '../../src/engine/accounts/index.ts';
import { type ImportDesk, importDesk } from '../support/import-desk.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const renewals = () =>
  listOpportunities(desk.workspace.db, { limit: 50, sort: { by: 'name', descending: false } })
    .items.filter(({ renewal }) => renewal)
    .map(({ name }) => name);

const report = (...rows: readonly string[]) =>
  desk.file('opportunities.csv', ['Opportunity ID,Opportunity Name,Stage,Amount,Type', ...rows].join('\n'));

describe('an opportunity is a renewal', () => {
  test.each(['Renewal', 'Flat Renewal', 'Existing Business: renewal', 'Verlängerung', 'RENOUVELLEMENT'])(
    'where its type is “%s”',
    async (type) => {
      await desk.take(
        report(
          `O-1,Again,Closed Won,1000,${type}`,
          'O-2,New,Closed Won,1000,New Business',
          'O-3,None,Closed Won,1000,',
        ),
      );
      expect(renewals()).toEqual(['Again']);
    },
  );

  test('from the extract that says so until one says otherwise, and before it once that is undone', async () => {
    await desk.take(report('O-1,Again,Closed Won,1000,New Business'));
    const second = await desk.take(report('O-1,Again,Closed Won,1000,Renewal'));
    expect(second.counts).toMatchObject({ changed: 1 });
    expect(renewals()).toEqual(['Again']);
    await desk.undo(second.batch);
    expect(renewals()).toEqual([]);
  });
});
