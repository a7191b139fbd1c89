import { afterEach, describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/contract/registrations.ts';
import { approve } from '../../src/engine/registrations/index.ts';
import { settle } from '../../src/engine/settle.ts';
import { type CaseDesk, claimOf, openCaseDesk } from '../support/case-desk.ts';
import { the } from '../support/deal-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: CaseDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const hoursLater = (hours: number) =>
  moment(new Date(Date.parse('2026-06-01T10:00+02:00') + hours * 3_600_000).toISOString());
const evidence = (kind: Evidence['kind'], date: string) => [{ kind, date, note: 'Met the head of production in Ulm.' }];
/** Our own opportunity on Halden Precision, opened on a day. */
const direct = (openedOn: string | null) => ({
  asOf: '2026-06-05',
  accounts: [{ key: 'A-9', name: 'Halden Precision GmbH', domain: 'halden.example.com', country: 'DE', city: 'Ulm' }],
  opportunities: [{ key: 'O-9', account: 'A-9', product: 'CRM', openedOn }],
});

/** Kestrel files on Monday at ten, Blue Delta so many hours later; what is recommended once all is scored and sealed. */
function recommended(
  hours: number,
  kestrel: Parameters<CaseDesk['file']>[0],
  blueDelta: Parameters<CaseDesk['file']>[0],
  scores: Readonly<Record<string, number>> = {},
  openedOn?: string | null,
) {
  desk = openCaseDesk();
  const first = desk.file({ ...kestrel });
  const second = desk.file({ partner: 'Blue Delta IT', ...blueDelta }, hoursLater(hours));
  if (openedOn !== undefined) {
    const when = moment('2026-06-08T08:00+02:00');
    desk.take(direct(openedOn), when);
    settle(desk.db, when);
  }
  const opened = desk.open([first, second], openedOn === undefined ? [] : ['O-9']);
  const { list, recommendation } = desk.seal(opened, scores);
  const nameOf = (label: string | null | undefined) => {
    const revealed = list.find((claim) => claim.label === label)?.revealed;
    return revealed?.partner == null ? (revealed?.number ?? null) : revealed.partnerName;
  };
  return [
    recommendation?.clause,
    recommendation?.outcome,
    nameOf(recommendation?.winner),
    nameOf(recommendation?.runnerUp),
  ];
}

const [KESTREL, BLUE_DELTA] = ['Kestrel Parts', 'Blue Delta IT'];

describe('what the policy recommends, through the verbs', () => {
  test('CP1: the customer signed an order with the later one', () => {
    const signed = { evidence: evidence('order or SOW signed', '2026-05-28') };
    expect(recommended(100, {}, signed)).toEqual(['CP1', 'award', BLUE_DELTA, KESTREL]);
  });

  test('CP2: the earlier complete submission, where the next came a day later', () => {
    expect(recommended(24, {}, {}, { [BLUE_DELTA]: 4 })).toEqual(['CP2', 'award', KESTREL, BLUE_DELTA]);
  });

  test('CP2: an incomplete submission holds no place', () => {
    expect(recommended(30, { customer: { name: 'Halden Precision GmbH', domain: 'halden.example.com' } }, {})).toEqual([
      'CP2',
      'award',
      BLUE_DELTA,
      null,
    ]);
  });

  test('CP3: within the day the scores decide', () => {
    expect(recommended(23.9, {}, {}, { [BLUE_DELTA]: 4 })).toEqual(['CP3', 'award', BLUE_DELTA, KESTREL]);
  });

  test('CP3: equal scores leave it with the earlier one', () => {
    expect(recommended(1, {}, {})).toEqual(['CP3', 'award', KESTREL, BLUE_DELTA]);
  });

  test('CP3: equal scores at the same instant are shared', () => {
    expect(recommended(0, {}, {})).toEqual(['CP3', 'co-sell', null, null]);
  });

  test('CP3: an earlier engagement that is shown is adjudicated, however late it came', () => {
    const earlier = { evidence: evidence('demo or proof of concept', '2026-03-02') };
    expect(recommended(200, {}, earlier, { [BLUE_DELTA]: 3 })).toEqual(['CP3', 'award', BLUE_DELTA, KESTREL]);
  });

  test.each([
    ['teaming', 'older than 30 days', '2026-05-01'],
    ['co-sell', 'of 30 days', '2026-05-02'],
    ['co-sell', 'that is not dated', null],
    ['award', 'opened after the claim', '2026-06-02'],
  ])('CP4: %s against a direct opportunity %s', (outcome, _age, openedOn) => {
    expect(recommended(48, {}, {}, {}, openedOn)).toEqual(['CP4', outcome, KESTREL, BLUE_DELTA]);
  });

  test('no clause: nothing is complete', () => {
    const bare = { customer: { name: 'Halden Precision GmbH', domain: 'halden.example.com' } };
    expect(recommended(1, bare, bare)).toEqual(['none', 'no protection', null, null]);
  });

  test('CP5: a renewal stays with the partner who won it the year before', () => {
    desk = openCaseDesk();
    const spring = moment('2025-06-02T10:00+02:00');
    const won = desk.file(
      { partner: BLUE_DELTA, expectedClose: '2025-09-01', evidence: evidence('in evaluation', '2025-05-20') },
      spring,
    );
    approve(desk.db, { ...the(won), override: 'Known to be good' }, spring);
    const closed = moment('2025-09-15T10:00+02:00');
    const extract = direct('2025-06-20');
    desk.take(
      {
        ...extract,
        asOf: '2025-09-12',
        opportunities: extract.opportunities.map((one) => ({
          ...one,
          status: 'won' as const,
          closeOn: '2025-09-01',
          minor: 18_400_000,
          partnerName: BLUE_DELTA,
        })),
      },
      closed,
    );
    settle(desk.db, closed);
    expect(desk.see(won)).toMatchObject({ state: 'closed', close: 'won' });
    const first = desk.file({});
    const second = desk.file({ partner: BLUE_DELTA, reference: 'renewal' }, hoursLater(100));
    const { list, recommendation, clauses } = desk.seal(desk.open([first, second]), { [KESTREL]: 4 });
    expect(recommendation).toMatchObject({ clause: 'CP5', outcome: 'award', winner: claimOf(list, BLUE_DELTA).label });
    expect(clauses.filter(({ applies }) => applies).map(({ id }) => id)).toEqual(['CP5']);
  });

  test('the order the claims are named in changes nothing but the labels', async () => {
    const rulings: unknown[] = [];
    for (const turned of [false, true]) {
      await desk?.close();
      desk = openCaseDesk();
      const claims = [
        desk.file({}),
        desk.file({ partner: BLUE_DELTA }, hoursLater(2)),
        desk.file({ partner: 'Tidewater' }, hoursLater(3)),
      ];
      const opened = desk.open(turned ? claims.reverse() : claims);
      const { list, recommendation } = desk.seal(opened, { Tidewater: 3 });
      const name = list.find(({ label }) => label === recommendation?.winner)?.revealed?.partnerName;
      rulings.push([recommendation?.outcome, recommendation?.clause, name]);
    }
    expect(rulings[0]).toEqual(rulings[1]);
    expect(rulings[0]).toEqual(['award', 'CP3', 'Tidewater']);
  });
});
