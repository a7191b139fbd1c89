import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import {
  otherRegistration,
  sampleAccount,
  sampleOpportunity,
  sampleRegistration,
} from '../../../../test/support/sample-registration.ts';
import type { FindingResult } from '../../../contract/registrations.ts';
import type { OpportunityFacts } from './facts.ts';
import {
  accountWasQuiet,
  isStale,
  type NetNewFacts,
  netNewTests,
  noLiveRegistration,
  noOpenDirectOpportunity,
  noPublishedTender,
  noRecentWin,
  notNamedAccount,
  routeOf,
} from './net-new.ts';

/** Received on 2026-06-01, checked the day after on an extract of 2026-05-30. */
const facts = (changes: Partial<NetNewFacts> = {}): NetNewFacts => ({
  registration: sampleRegistration(),
  partnerId: 'p1',
  accounts: [],
  informativeFields: 3,
  extract: { asOf: on('2026-05-30'), partial: false, coveredFrom: null, hasActivityDates: true },
  checkedOn: on('2026-06-02'),
  others: [],
  namedAccounts: [],
  tenders: [],
  rules: sampleProgramme().netNew,
  ...changes,
});
const extract = facts().extract;
const withOpportunity = (changes: Partial<OpportunityFacts>, verdict: 'same' | 'related' | 'possible' = 'same') =>
  facts({ accounts: [sampleAccount([sampleOpportunity(changes)], { verdict })] });
type Row = readonly [FindingResult, string, NetNewFacts];

test('a customer nobody knows passes NN1 to NN6', () => {
  expect(netNewTests(facts()).map(({ rule, result }) => `${rule} ${result}`)).toEqual([
    'NN1 pass',
    'NN2 pass',
    'NN3 pass',
    'NN4 pass',
    'NN5 pass',
    'NN6 pass',
  ]);
});

describe('silence of the extract', () => {
  const rows: readonly Row[] = [
    ['cannot tell', 'there is none', facts({ extract: null })],
    ['pass', 'it is 14 days old', facts({ checkedOn: on('2026-06-13') })],
    ['cannot tell', 'it is 15 days old', facts({ checkedOn: on('2026-06-14') })],
    [
      'pass',
      'it is old and reaches the receipt',
      facts({ checkedOn: on('2026-12-01'), extract: extract && { ...extract, asOf: on('2026-06-01') } }),
    ],
    ['cannot tell', 'it is partial', facts({ extract: extract && { ...extract, partial: true } })],
    ['cannot tell', 'the customer is a name and nothing else', facts({ informativeFields: 1 })],
  ];
  test.each(rows)('NN1, NN2, NN3: %s when %s', (result, _when, given) => {
    expect([noOpenDirectOpportunity(given).result, noRecentWin(given).result, accountWasQuiet(given).result]).toEqual([
      result,
      result,
      result,
    ]);
  });

  test('NN1: a stale extract still fails what it shows', () => {
    expect(noOpenDirectOpportunity({ ...withOpportunity({}), checkedOn: on('2026-12-01') }).result).toBe('fail');
  });

  test.each([
    ['2026-05-30', '2026-06-01', '2026-06-13', false],
    ['2026-05-30', '2026-06-01', '2026-06-14', true],
    ['2026-06-01', '2026-06-01', '2026-12-31', false],
  ])('an extract of %s for a receipt on %s is on %s stale: %s', (asOf, received, checked, stale) => {
    expect(isStale(on(asOf), on(received), on(checked), 14)).toBe(stale);
  });
});

describe('NN1: no open direct opportunity', () => {
  const rows: readonly Row[] = [
    ['fail', 'one is open for the family', withOpportunity({})],
    ['fail', 'the family is written otherwise', withOpportunity({ family: 'c-r-m' })],
    ['pass', 'it is for another family', withOpportunity({ family: 'Robots' })],
    ['cannot tell', 'its product is not known', withOpportunity({ family: null })],
    ['pass', 'it names a partner', withOpportunity({ partnerName: 'Tellus IT' })],
    ['pass', 'it is linked to this registration', withOpportunity({ isOwn: true })],
    ['fail', 'it was opened on the day of receipt', withOpportunity({ openedOn: on('2026-06-01') })],
    ['pass', 'it was opened the day after', withOpportunity({ openedOn: on('2026-06-02') })],
    ['pass', 'it was lost the day before', withOpportunity({ status: 'lost', closeOn: on('2026-05-31') })],
    ['fail', 'it was lost on the day of receipt', withOpportunity({ status: 'lost', closeOn: on('2026-06-01') })],
    ['fail', 'its opening is not dated and the extract is from before', withOpportunity({ openedOn: null })],
    [
      'cannot tell',
      'its opening is not dated and the extract is from after',
      { ...withOpportunity({ openedOn: null }), extract: extract && { ...extract, asOf: on('2026-06-05') } },
    ],
    ['cannot tell', 'the customer is only possibly the account', withOpportunity({}, 'possible')],
    ['cannot tell', 'the account is a related one', withOpportunity({}, 'related')],
    ['pass', 'the account has no opportunity', facts({ accounts: [sampleAccount([])] })],
  ];
  test.each(rows)('NN1: %s when %s', (result, _when, given) => {
    expect(noOpenDirectOpportunity(given).result).toBe(result);
  });

  test('NN1: names record, field and the date of the extract', () => {
    const found = noOpenDirectOpportunity(withOpportunity({}));
    expect(found).toMatchObject({
      asOf: '2026-05-30',
      words: 'Norvik Marine has the direct opportunity “Norvik CRM roll-out” (Proposal), open since 2026-01-10.',
    });
    expect(found.evidence).toEqual([
      {
        record: 'opportunity',
        id: 'o1',
        label: 'Norvik CRM roll-out (Norvik Marine)',
        field: 'stage',
        value: 'Proposal, opened 2026-01-10',
        lineage: null,
      },
    ]);
  });
});

describe('NN2: no win of the family in the window', () => {
  const won = (closeOn: string | null, family: string | null = 'CRM') =>
    withOpportunity({ status: 'won', family, closeOn: closeOn === null ? null : on(closeOn) });
  const rows: readonly Row[] = [
    ['fail', 'it was won on the first day of the window', won('2025-06-01')],
    ['pass', 'it was won the day before the window', won('2025-05-31')],
    ['fail', 'it was won on the day of receipt', won('2026-06-01')],
    ['pass', 'it was won after the receipt', won('2026-06-02')],
    ['pass', 'another family was won', won('2026-01-01', 'Robots')],
    ['cannot tell', 'the product won is not known', won('2026-01-01', null)],
    ['cannot tell', 'the win is not dated', won(null)],
    [
      'cannot tell',
      'the extract starts inside the window',
      facts({ extract: extract && { ...extract, coveredFrom: on('2025-06-02') } }),
    ],
    [
      'pass',
      'the extract starts with the window',
      facts({ extract: extract && { ...extract, coveredFrom: on('2025-06-01') } }),
    ],
  ];
  test.each(rows)('NN2: %s when %s', (result, _when, given) => {
    expect(noRecentWin(given).result).toBe(result);
  });

  test('NN2: a recent win makes it an expansion', () => {
    expect(routeOf(netNewTests(won('2026-01-01')))).toBe('expansion');
    expect(routeOf(netNewTests(won('2020-01-01')))).toBe('new');
  });
});

describe('NN3: the account was quiet', () => {
  const lost = { status: 'lost' as const, openedOn: on('2025-01-01'), closeOn: on('2025-02-01'), lastActivityOn: null };
  const rows: readonly Row[] = [
    [
      'fail',
      'the last activity is on the first day of the window',
      withOpportunity({ ...lost, lastActivityOn: on('2026-03-03') }),
    ],
    [
      'pass',
      'the last activity is the day before the window',
      withOpportunity({ ...lost, lastActivityOn: on('2026-03-02') }),
    ],
    [
      'fail',
      'one of another family was opened in the window',
      withOpportunity({ family: 'Robots', openedOn: on('2026-04-01') }),
    ],
    ['fail', 'one was lost in the window', withOpportunity({ ...lost, closeOn: on('2026-04-01') })],
    [
      'pass',
      'one is expected to close in the window and nothing was done',
      withOpportunity({ closeOn: on('2026-04-01') }),
    ],
    [
      'cannot tell',
      'the activity was on a possible match',
      withOpportunity({ ...lost, lastActivityOn: on('2026-05-01') }, 'possible'),
    ],
    ['cannot tell', 'the latest activity is after the receipt', withOpportunity({ lastActivityOn: on('2026-06-03') })],
    [
      'cannot tell',
      'the extract starts inside the window',
      facts({ extract: extract && { ...extract, coveredFrom: on('2026-03-04') } }),
    ],
    [
      'cannot tell',
      'the extract has no activity dates for the account’s opportunities',
      { ...withOpportunity(lost), extract: extract && { ...extract, hasActivityDates: false } },
    ],
    [
      'pass',
      'the extract has no activity dates and the customer is unknown',
      facts({ extract: extract && { ...extract, hasActivityDates: false } }),
    ],
  ];
  test.each(rows)('NN3: %s when %s', (result, _when, given) => {
    expect(accountWasQuiet(given).result).toBe(result);
  });
});

describe('NN4: no live registration', () => {
  const other = (changes: Parameters<typeof otherRegistration>[0], site: string | null = null) =>
    facts({ others: [otherRegistration(changes)], registration: sampleRegistration({ site }) });
  const rows: readonly Row[] = [
    ['fail', 'another partner’s came an hour before', other({})],
    ['pass', 'it came in the same millisecond', other({ receivedAt: at('2026-06-01T10:00+02:00') })],
    ['pass', 'it came after', other({ receivedAt: at('2026-06-01T10:01+02:00') })],
    ['fail', 'it is protected to the day of receipt', other({ state: 'approved', protectedUntil: on('2026-06-01') })],
    ['pass', 'its protection ended the day before', other({ state: 'approved', protectedUntil: on('2026-05-31') })],
    ['pass', 'it was rejected', other({ state: 'rejected' })],
    ['pass', 'it is the partner’s own', other({ partnerId: 'p1' })],
    ['pass', 'it is for another family', other({ family: 'Robots' })],
    ['pass', 'it is for another site', other({ site: 'Plant 1' }, 'Plant 2')],
    ['fail', 'it is for the same site written otherwise', other({ site: 'PLANT-1' }, 'Plant 1')],
    ['fail', 'it is for the whole customer', other({ site: null }, 'Plant 1')],
    ['cannot tell', 'its customer is possibly the same', other({ verdict: 'possible' })],
    ['cannot tell', 'its family is not known', other({ family: null })],
  ];
  test.each(rows)('NN4: %s when %s', (result, _when, given) => {
    expect(noLiveRegistration(given).result).toBe(result);
  });
});

describe('NN5, NN6: named accounts and tenders', () => {
  const tender = (date: string, verdict: 'same' | 'possible') =>
    facts({ tenders: [{ customer: 'Norvik', on: on(date), source: 'TED 123', verdict }] });
  const rows: readonly Row[] = [
    ['fail', 'published on the day of receipt', tender('2026-06-01', 'same')],
    ['pass', 'published the day after', tender('2026-06-02', 'same')],
    ['cannot tell', 'possibly of this customer', tender('2026-05-01', 'possible')],
  ];
  test.each(rows)('NN6: %s when a tender is %s', (result, _when, given) => {
    expect(noPublishedTender(given).result).toBe(result);
  });

  test('NN5: fails on a named account, cannot tell on a possible one', () => {
    expect(notNamedAccount(facts({ namedAccounts: [{ name: 'Norvik', verdict: 'same' }] })).result).toBe('fail');
    expect(notNamedAccount(facts({ namedAccounts: [{ name: 'Norvik', verdict: 'possible' }] })).result).toBe(
      'cannot tell',
    );
  });
});

describe('laws of the net-new tests', () => {
  const opportunity = fc.record({
    status: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
    family: fc.constantFrom('CRM', 'Robots', null),
    openedOn: fc.constantFrom(null, on('2025-01-01'), on('2026-05-01'), on('2026-06-10')),
    closeOn: fc.constantFrom(null, on('2025-07-01'), on('2026-05-31'), on('2026-07-01')),
    lastActivityOn: fc.constantFrom(null, on('2026-01-01'), on('2026-05-15'), on('2026-06-09')),
  });
  const opportunities = fc
    .array(opportunity, { maxLength: 5 })
    .map((all) => all.map((one, index) => sampleOpportunity({ ...one, id: `o${index}` })));
  const severity = { pass: 0, 'cannot tell': 1, fail: 2 };

  test('NN1, NN2, NN3: the order of the records never matters', () => {
    fc.assert(
      fc.property(opportunities, (all) => {
        const results = (list: readonly OpportunityFacts[]) =>
          netNewTests(facts({ accounts: [sampleAccount(list)] })).map((one) => one.result);
        expect(results([...all].reverse())).toEqual(results(all));
      }),
    );
  });

  test('NN1, NN2, NN3: one more record never makes a result better', () => {
    fc.assert(
      fc.property(opportunities, opportunity, (all, more) => {
        const before = netNewTests(facts({ accounts: [sampleAccount(all)] }));
        const after = netNewTests(facts({ accounts: [sampleAccount([...all, sampleOpportunity(more)])] }));
        for (const [index, one] of after.entries())
          expect(severity[one.result]).toBeGreaterThanOrEqual(severity[before[index]?.result ?? 'pass']);
      }),
    );
  });
});
