import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Currency, EpochMs, IsoDate, Minor } from '../../src/contract/units.ts';
import { writeXlsx } from '../../src/engine/formats/index.ts';
import type { KeptFigures } from '../../src/engine/incentives/accrue.ts';
import { exportStatement } from '../../src/engine/incentives/index.ts';
import { earningsOf } from '../../src/engine/incentives/rules/earnings.ts';
import { statementSheets } from '../../src/engine/incentives/statement-sheets.ts';
import { lastEntry, listEntries } from '../../src/engine/journal/index.ts';
import { grantList, outsideOf } from '../../src/engine/store/outside.ts';
import { type DealDesk, openDealDesk } from '../support/deal-desk.ts';
import { approvedHalden, SUMMER, takeAndSettle } from '../support/halden-deal.ts';
import { recalculate } from '../support/recalculate.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { moment } from '../support/workspace.ts';

let desk: DealDesk;
beforeEach(() => {
  desk = openDealDesk();
});
afterEach(() => desk.close());

const WON = { status: 'won' as const, closeOn: '2026-07-01' };
const outside = outsideOf(grantList(), 'command line');

async function exported() {
  const target = path.join(path.dirname(desk.db.file), 'statement.xlsx');
  const head = lastEntry(desk.db).hash;
  const to = { path: target };
  const written = exportStatement(desk.db, { partner: 'Kestrel Parts', quarter: '2026-Q3', to }, SUMMER, outside);
  return { written, head, target, book: await recalculate(fs.readFileSync(target)) };
}

describe('a statement as a workbook', () => {
  test('recomputes every amount and total to the cent, and prints the head of the journal', async () => {
    approvedHalden(desk);
    takeAndSettle(desk, SUMMER, { ...WON, minor: 18_400_033 });
    takeAndSettle(desk, moment('2026-09-14T10:00+02:00'), { ...WON, minor: 20_000_017 });
    const { book, head, written } = await exported();
    const rows = book.rows('Statement');
    expect(rows.slice(0, 3).map(([text]) => text)).toEqual([
      'Scratch: statement for Kestrel Parts, 2026-Q3',
      'Amounts in EUR. To be paid by 2026-11-14; lines may be disputed until 2026-10-30.',
      `Journal head when this was drawn up: ${head}`,
    ]);
    expect(['O5', 'O6', 'O7'].map((cell) => book.value('Statement', cell))).toEqual([36_800.07, -36_800.07, 40_000.03]);
    expect(['O9', 'O10', 'O11'].map((cell) => Math.round(book.value('Statement', cell) * 100))).toEqual([
      7_680_010, -3_680_007, 4_000_003,
    ]);
    for (const cell of book.formulas('Statement')) {
      expect(Math.round(book.value('Statement', cell) * 100)).toBe(Math.round(book.carried('Statement', cell) * 100));
    }
    expect(book.rows('Steps').length).toBe(1 + 4 + 1 + 4);
    expect(written).toMatchObject({ file: 'statement.xlsx', rows: 3 });
  });

  test('that leaves the house is in the journal, by name and hash, without its path', async () => {
    approvedHalden(desk);
    takeAndSettle(desk, SUMMER, WON);
    const { written, target } = await exported();
    const [entry] = listEntries(desk.db, { limit: 1 }).items;
    expect(entry).toMatchObject({
      verb: 'incentives.exportStatement',
      what: { sha256: written.sha256, quarter: '2026-Q3' },
    });
    const input = desk.db.get<{ body: string }>(
      'SELECT i.body FROM journal_inputs i JOIN journal_entries e ON e.input_hash = i.hash ORDER BY e.seq DESC LIMIT 1',
    )?.body;
    expect(JSON.parse(input ?? '')).toMatchObject({ file: 'statement.xlsx', sha256: written.sha256 });
    expect(input).not.toContain(path.dirname(target));
  });

  test('a line without a rate stands on a sheet of its own', async () => {
    approvedHalden(desk, { value: { minor: 20_000_000, currency: 'GBP' } });
    takeAndSettle(desk, SUMMER, { ...WON, minor: 20_000_000, currency: 'GBP', partnerName: 'Kestrel Parts' });
    const { book } = await exported();
    expect(book.value('Without a rate', 'O3')).toBe(40_000);
    expect(book.formulas('Statement')).toEqual([]);
  });
});

test('any earning is recomputed from its line, whatever its shares, rate, limits and rounding', async () => {
  const programme = sampleProgramme();
  const [first] = programme.incentives.rules;
  if (first === undefined) throw new Error('expected a rule, found none');
  const limit = fc.option(fc.integer({ min: 1, max: 5_000_000 }));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 90_000_000_000 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 3 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.record({ minimumPayout: limit, maximumPayout: limit, rounding: fc.constantFrom('half up', 'half even') }),
      fc.constantFrom('EUR', 'JPY', 'KWD'),
      async (value, cuts, rateBp, limits, currency) => {
        const rule = {
          ...first,
          ...limits,
          applies: { ...first.applies, customer: 'any' },
          rate: { kind: 'flat', rateBp },
        };
        const plan = {
          ...programme,
          currency: currency as Currency,
          incentives: { ...programme.incentives, rules: [rule as unknown as typeof first] },
        };
        const edges = [0, ...cuts.sort((a, b) => a - b), 10_000];
        const wonOn = '2026-07-01' as IsoDate;
        const { earnings } = earningsOf(
          {
            type: 'referral',
            origin: 'sourced',
            customer: 'new logo',
            renewal: false,
            value: { minor: value as Minor, currency: currency as Currency },
            discount: null,
            firstYear: null,
            collected: null,
            wonOn,
            parts: edges.slice(1).map((edge, place) => ({
              partner: `p${place}`,
              role: 'technical' as const,
              shareBp: edge - (edges[place] ?? 0),
              tier: null,
            })),
          },
          plan,
        );
        const book = await recalculate(workbook(earnings, plan.currency, wonOn));
        const units = { EUR: 100, JPY: 1, KWD: 1_000 }[currency] ?? 1;
        earnings.forEach((earning, place) => {
          expect(Math.round(book.value('Statement', `O${place + 5}`) * units)).toBe(earning.amount.minor);
          expect(Math.round(book.value('Statement', `K${place + 5}`) * units)).toBe(earning.figures.share);
        });
      },
    ),
    { numRuns: 60 },
  );
});

function workbook(earnings: ReturnType<typeof earningsOf>['earnings'], currency: Currency, wonOn: IsoDate): Uint8Array {
  const nothing = { minor: 0 as Minor, currency };
  const drawn = {
    partner: 'p',
    partnerName: 'P',
    quarter: '2026-Q3',
    currency,
    accrued: nothing,
    reversed: nothing,
    net: nothing,
    payBy: wonOn,
    disputeUntil: wonOn,
    head: '',
    lines: [],
  };
  const lines = earnings.map(({ figures, amount, steps, role, rule, ruleName }) => ({
    figures: { ...figures, wonOn, role } satisfies KeptFigures,
    underAppealUntil: null,
    line: {
      id: '',
      partner: 'p',
      partnerName: 'P',
      opportunity: 'o',
      opportunityName: 'O',
      customer: 'C',
      registration: null,
      number: null,
      rule,
      ruleName,
      edition: 1,
      accruedOn: wonOn,
      quarter: '2026-Q3',
      amount,
      reverses: null,
      because: '',
      steps: [...steps],
      payBy: wonOn,
      underAppealUntil: null,
    },
  }));
  return writeXlsx(statementSheets(drawn, lines, 'V'), { title: 'T', createdAt: 0 as EpochMs });
}
