import anyAscii from 'any-ascii';
import type { Currency, IsoDate, Minor, Money } from '../../contract/units.ts';
import { type Say, sayIn } from '../insights/index.ts';
import { FUNNEL_STAGES } from '../insights/rules/funnel.ts';
import { deckOf } from './deck.ts';
import type { ReviewFacts, ToldTile } from './facts.ts';
import { comparedWith, ordinal } from './rules/comparison.ts';
import { commitmentsSlide } from './slides/closing.ts';
import { decidedInTime, promisesSentence, registeredSentence, wonOfRegistered } from './slides/sentences.ts';
import { sentence } from './slides/voice.ts';
import { textsOfSlide } from './texts.ts';

const money = (minor: number): Money => ({ minor: minor as Minor, currency: 'EUR' as Currency });
const day = '2026-09-30' as IsoDate;
/** What a slide takes from the tiles and the numbers of records. */
const FROM_OUTSIDE =
  'overdue later left out for want of a rate mistakes middle of their those spent without business hours with partner h d min n R C % points';

const SMALL_NUMBERS = [0, 1, 2, 3];

/** What is told by two counts, whichever they are. */
const sentencesOf = (all: number, some: number, say: Say): string[] => [
  ...SMALL_NUMBERS.map((late) => promisesSentence(say, all, some, Math.min(late, all - some))),
  wonOfRegistered(say, all, some, true, ''),
  registeredSentence(say, '', all, some, ''),
  decidedInTime(say, all, some, all, ''),
];

const known = new Map<string | undefined, ReadonlySet<string>>();

/**
 * The words our own slides are written with, capitals kept. A partner may be called by one of them (“Won”, “Partners”);
 * such a name cannot be told from ours. Read off slides drawn from facts in which nobody has a name, with few and with
 * many of everything, so that the list follows the slides; as a locale writes its months and currencies, and plainly.
 */
export function houseWords(locale?: string): ReadonlySet<string> {
  let words = known.get(locale);
  if (words === undefined) {
    const texts = [...textsIn(sayIn()), ...(locale === undefined ? [] : textsIn(sayIn(locale)))];
    words = new Set(texts.flatMap((text) => anyAscii(text).split(/[^A-Za-z0-9]+/)));
    known.set(locale, words);
  }
  return words;
}

const MONTHS = Array.from({ length: 12 }, (_, place) => `2026-${String(place + 1).padStart(2, '0')}-01` as IsoDate);

const textsIn = (say: Say): string[] => [
  ...[0, 1, 2, 40].flatMap((count) => [...deckOf(nobody(count, say)), agreed(count, say)].flatMap(textsOfSlide)),
  ...[0, 50, 60, 67, 75, 100, 112, 125, 133, 150, 200, 340].map((now) => comparedWith(now, 100, '', say)),
  ...[comparedWith(1, 0, '', say), comparedWith(0, 0, '', say)],
  ...Array.from(
    { length: 13 },
    (_, count) => `${say.number(count)} ${sentence(say.number(count))} ${ordinal(count + 1)}`,
  ),
  ...SMALL_NUMBERS.flatMap((all) => SMALL_NUMBERS.flatMap((some) => (some > all ? [] : sentencesOf(all, some, say)))),
  FROM_OUTSIDE,
  ...MONTHS.map(say.day),
  ...[1e8, 1e11, 1e14].map((minor) => say.spoken(money(minor))),
  // “US$20”, “CHF 20”.
  ...Intl.supportedValuesOf('currency').flatMap((currency) => [
    currency,
    say.money({ minor: 100 as Minor, currency: currency as Currency }),
  ]),
  'Tributary Q1 Q2 Q3 Q4 review of journal as and more',
];

const tile = (title: string): ToldTile => ({
  title,
  value: { unit: 'none' },
  numerator: 'deals won or lost, origin sourced, with a value; registrations approved or rejected, received',
  denominator: 'none: a sum, a count, a median of open deals in one case or more, decided',
  n: 0,
  dateBasis: 'close date, receipt date, decision date, open on',
  interval: null,
  change: null,
});

const TILES: ReviewFacts['tiles'] = {
  'sourced revenue': tile('Sourced revenue won'),
  'win rate sourced': tile('Win rate, sourced'),
  'time to decide': tile('Time to decide, median'),
  'approval rate': tile('Approval rate'),
  'weighted pipeline': tile('Weighted pipeline'),
  registered: tile('Registered'),
};

const lines = <One>(count: number, one: One): One[] => Array.from({ length: Math.min(count, 3) }, () => one);

/** Facts of a partner's version in which every name is missing and everything there are `count` of. */
function nobody(count: number, say: Say): ReviewFacts {
  const kept = { kept: count === 2 ? 2 : Math.floor(count / 2), of: count, days: count };
  return {
    say,
    vendor: '',
    subject: { kind: 'partner', name: '' },
    period: { from: day, until: day, title: '' },
    before: { title: '' },
    next: { title: '' },
    asOf: day,
    crmAsOf: day,
    extracts: lines(count, { kind: count === 1 ? 'accounts' : 'opportunities', asOf: day }),
    head: '',
    currency: 'EUR',
    hoursPerDay: 8,
    quarters: [{ label: '', minor: count === 2 ? 2_000_000 : count * 100_000_000 }],
    sourced: money(count * 100_000),
    sourcedBefore: money(count === 1 ? 0 : count === 2 ? 179_000 : 100_000),
    registered: count,
    registeredBefore: 1,
    tiles: TILES,
    funnel: FUNNEL_STAGES.map((stage) => ({ stage, count, implied: count })),
    funnelMature: count > 1,
    ...dealsOfNobody(count),
    service: { decided: kept, firstMeetings: kept, ruled: kept, appeals: kept },
    previous: count === 0 ? null : { title: '', commitments: lines(count, COMMITMENT) },
    rank: count === 40 ? { place: 3, of: 12 } : null,
    others: null,
  };
}

const COMMITMENT = { words: '', side: 'partner', owner: '', dueOn: day, measure: '', state: 'late' } as const;

const agreed = (count: number, say: Say) =>
  commitmentsSlide(lines(count, COMMITMENT), { vendor: '', next: '', forPartner: true }, say);

function dealsOfNobody(count: number): Pick<ReviewFacts, 'pipeline' | 'won' | 'cases' | 'earnings' | 'families'> {
  const deal = { customer: '', family: '', partner: '', number: '', stage: '', on: day, value: money(count) };
  const outcome = 'open, for you, not for you, shared, appealed, not decided yet, upheld, changed on appeal';
  return {
    pipeline: {
      count,
      total: money(count),
      soon: { until: '', total: money(count === 2 ? 1 : count === 40 ? 0 : count) },
      byQuarter: [{ label: 'overdue', minor: count, count }],
      largest: lines(count, deal),
      protectionsEnding: count,
    },
    won: { count, lost: count, largest: lines(count, deal) },
    cases: {
      opened: count,
      lines: lines(count, { number: '', customer: '', claims: 'you and another, others', outcome }),
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
