import type { Tile } from '../../contract/insights.ts';
import type { Currency, IsoDate, Minor, Money } from '../../contract/units.ts';
import { FUNNEL_STAGES } from '../insights/rules/funnel.ts';
import { deckOf } from './deck.ts';
import type { ReviewFacts } from './facts.ts';
import { textsOfSlide } from './texts.ts';

const money = (minor: number): Money => ({ minor: minor as Minor, currency: 'EUR' as Currency });
const day = '2026-09-30' as IsoDate;
let known: ReadonlySet<string> | undefined;

/**
 * The words our own slides are written with, capitals kept. A partner may be called by one of them (“Won”, “Partners”);
 * such a name cannot be told from ours. Read off slides drawn from facts in which nobody has a name, with few and with
 * many of everything, so that the list follows the slides.
 */
export function houseWords(): ReadonlySet<string> {
  known ??= new Set([
    ...[0, 1, 2, 40]
      .flatMap((count) => deckOf(nobody(count)).flatMap(textsOfSlide))
      .flatMap((text) => text.split(/[^A-Za-z0-9]+/)),
    ...'Tributary Summary review of journal as and more Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  ]);
  return known;
}

const tile = (metric: Tile['metric'], title: string): Tile => ({
  metric,
  title,
  value: { unit: 'none', why: '' },
  words: '',
  numerator: 'deals won or lost, origin sourced, with a value; registrations approved or rejected, received',
  denominator: 'none: a sum, a count, a median of open deals in one case or more, decided',
  n: 0,
  dateBasis: 'close date, receipt date, decision date, open on',
  currencyBasis: 'no amounts',
  asOf: day,
  interval: null,
  leftOut: [],
  change: null,
});

const TILES: ReviewFacts['tiles'] = {
  'sourced revenue': tile('sourced revenue', 'Sourced revenue won'),
  'win rate sourced': tile('win rate sourced', 'Win rate, sourced'),
  'time to decide': tile('time to decide', 'Time to decide, median'),
  'approval rate': tile('approval rate', 'Approval rate'),
  'weighted pipeline': tile('weighted pipeline', 'Weighted pipeline'),
  registered: tile('registered', 'Registered'),
};

const lines = <One>(count: number, one: One): One[] => Array.from({ length: Math.min(count, 3) }, () => one);

/** Facts of a partner's version in which every name is missing and everything there are `count` of. */
function nobody(count: number): ReviewFacts {
  const kept = { kept: Math.floor(count / 2), of: count, days: count };
  return {
    vendor: '',
    subject: { kind: 'partner', name: '' },
    period: { from: day, until: day, title: '' },
    before: { title: '' },
    next: { title: '' },
    asOf: day,
    crmAsOf: day,
    extracts: lines(count, { kind: 'accounts', asOf: day }),
    head: '',
    currency: 'EUR',
    quarters: [{ label: '', minor: count }],
    sourced: money(count * 100_000),
    sourcedBefore: money(count === 1 ? 0 : 100_000),
    registered: count,
    registeredBefore: 1,
    tiles: TILES,
    funnel: FUNNEL_STAGES.map((stage) => ({ stage, count, words: '' })),
    funnelMature: count > 1,
    ...dealsOfNobody(count),
    service: { decided: kept, firstMeetings: kept, ruled: kept, appeals: kept },
    previous: count === 0 ? null : { title: '', commitments: lines(count, COMMITMENT) },
    rank: count === 40 ? { place: 3, of: 12 } : null,
    others: null,
  };
}

const COMMITMENT = { words: '', side: 'partner', owner: '', dueOn: day, state: 'late' } as const;

function dealsOfNobody(count: number): Pick<ReviewFacts, 'pipeline' | 'won' | 'cases' | 'earnings' | 'families'> {
  const deal = { customer: '', family: '', partner: '', number: '', stage: '', on: day, value: money(count) };
  const outcome = 'open, for you, not for you, shared';
  return {
    pipeline: {
      count,
      total: money(count),
      soon: { count, total: money(count) },
      byQuarter: [{ label: 'overdue', minor: count, count }],
      largest: lines(count, deal),
      protectionsEnding: count,
    },
    won: { count, lost: count, largest: lines(count, deal) },
    cases: {
      opened: count,
      lines: lines(count, { number: '', customer: '', state: '', claims: 'you and another, others', outcome }),
      contested: count,
      decided: count,
    },
    earnings: {
      accrued: money(count),
      reversed: money(-count),
      net: money(0),
      netBefore: money(count),
      leftOut: [],
      quarters: [{ label: '', minor: count }],
      lines: lines(count, { what: '', rule: '', on: day, amount: money(count) }),
      count,
    },
    families: lines(count, { family: 'no family', registered: 1, approved: 1, won: 1 }),
  };
}
