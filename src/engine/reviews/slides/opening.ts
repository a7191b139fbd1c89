import type { SlideBlock } from '../../../contract/reviews.ts';
import { unreachable } from '../../../contract/units.ts';
import { businessWords } from '../../insights/index.ts';
import type { ReviewFacts, ToldTile } from '../facts.ts';
import type { Kept } from '../figures.ts';
import { comparedWith, fromHowMany, promiseKept } from '../rules/comparison.ts';
import { promisesSentence } from './sentences.ts';
import { byQuarter, type Draw, figure, isForPartner, sentence, voiceOf } from './voice.ts';

/** What the review is about, as of when, and what it rests on. */
export const titleSlide: Draw = (facts) => {
  const { who } = voiceOf(facts);
  const { subject, period, vendor, extracts, say } = facts;
  const share = facts.tiles['sourced share'];
  const ofAll = share?.value.unit === 'rate' ? `, ${say.rate(share.value.bp)} of all that was won` : '';
  const withWhom = subject.kind === 'partner' ? `${vendor} with ${subject.name}` : vendor;
  const shown = extracts.map((one) => `${one.kind} as of ${say.day(one.asOf)}`).join(', ');
  return {
    id: 'title',
    title:
      facts.sourced.minor > 0
        ? `${who} sourced ${say.spoken(facts.sourced)} of won business in ${period.title}${ofAll}.`
        : `${sentence(say.howMany(facts.registered, 'registration'))} came in ${period.title}; nothing sourced was won yet.`,
    blocks: [
      {
        block: 'text',
        words: [
          `${withWhom}, review of ${period.title}`,
          `${say.day(period.from)} to ${say.day(period.until)}, as of ${say.day(facts.asOf)}`,
          shown === '' ? 'No CRM extract was imported.' : `CRM extracts: ${shown}`,
          `Amounts in ${facts.currency}, each at the rate of its close date`,
          `Journal ${facts.head}`,
        ],
      },
    ],
    notes: `Every figure is frozen as of ${say.day(facts.asOf)} and does not change while we talk. Won and lost follow from the CRM extract of ${say.day(facts.crmAsOf)}; what happened in the CRM since then is not in it. Sourced means that the partner brought the deal; influenced deals are not added to it.${isForPartner(facts) ? '' : ' The long number is the head of the journal: with it anyone can check later that nothing was changed.'}`,
  };
};

/** The finding of the quarter, beside the promises kept. */
export const headlinesSlide: Draw = (facts) => {
  const { who } = voiceOf(facts);
  const { period, before, say } = facts;
  const compared = comparedWith(facts.sourced.minor, facts.sourcedBefore.minor, before.title, say);
  const from = fromHowMany(facts.registered, facts.registeredBefore, 'registrations');
  return {
    id: 'headlines',
    title:
      facts.sourced.minor > 0
        ? `${who} sourced ${say.spoken(facts.sourced)} of won business, ${compared}, ${from}.`
        : `${who} won no sourced business in ${period.title}, ${compared}; ${say.howMany(facts.registered, 'registration')} came in.`,
    blocks: [
      byQuarter('Sourced and won, by close date', facts.quarters, facts.currency),
      promisesOf(facts),
      { block: 'figures', items: headlineFigures(facts) },
    ],
    notes: `Begin with the change, then the promises: they are what we owe. ${say.counted(facts.registered, 'registration')} came in ${period.title}, ${say.count(facts.registeredBefore)} in ${before.title}. The last column is ${period.title}${period.until > facts.crmAsOf ? `, which the extract of ${say.day(facts.crmAsOf)} does not cover to its end` : ''}.`,
  };
};

/** What we promised and what we did. */
export function promisesOf({ service, period }: ReviewFacts): SlideBlock {
  const promise = (words: string, { kept, of }: Kept) => ({ words, ...promiseKept(kept, of) });
  return {
    block: 'promises',
    title: `What we promised, and what we did in ${period.title}`,
    items: [
      promise(`Decide within ${service.decided.days} business days`, service.decided),
      promise(`First meeting within ${service.firstMeetings.days} days`, service.firstMeetings),
      promise(`Rule on a case within ${service.ruled.days} business days`, service.ruled),
      promise(`Answer an appeal within ${service.appeals.days} business days`, service.appeals),
    ],
  };
}

function headlineFigures(facts: ReviewFacts) {
  const shown = ['registered', 'approval rate', 'win rate sourced', 'time to decide'] as const;
  return shown.flatMap((metric) => {
    const tile = facts.tiles[metric];
    return tile === undefined
      ? []
      : [
          figure(
            tile.title,
            tileValue(tile, facts),
            tile.value.unit === 'none' ? `n = ${facts.say.count(tile.n)}, too few` : (tile.change ?? ''),
            basisOf(tile),
          ),
        ];
  });
}

/** What a figure rests on, in one line: what is counted, of what, and by which date. */
export function basisOf({ numerator, denominator, dateBasis }: ToldTile): string {
  // “none: a count” says nothing; what may follow it does.
  const whole = denominator.replace(/^none: a (sum|count|median),? ?/, '');
  return [numerator, whole, dateBasis].filter((part) => part !== '').join('; ');
}

/** A tile's figure as a slide writes it; a dash where it says nothing. */
export function tileValue({ value }: ToldTile, { hoursPerDay, say }: Pick<ReviewFacts, 'hoursPerDay' | 'say'>): string {
  switch (value.unit) {
    case 'none':
      return '–';
    case 'money':
      return say.money(value.money);
    case 'rate':
      return say.rate(value.bp);
    case 'count':
      return say.count(value.count);
    case 'hours':
      return businessWords(value.hours, hoursPerDay);
    default:
      return unreachable(value);
  }
}

/** What the last review promised. */
export const commitmentsSoFarSlide: Draw = (facts) => {
  const { previous, say } = facts;
  const lines = previous?.commitments ?? [];
  const kept = lines.filter((line) => line.state === 'kept').length;
  const late = lines.filter((line) => isLate(line, facts)).length;
  const ownerOf = (line: (typeof lines)[number]) =>
    // A partner need not know who at the vendor has a promise on their list.
    isForPartner(facts) && line.side === 'vendor' ? facts.vendor : line.owner;
  return {
    id: 'commitments so far',
    title:
      previous === null
        ? 'This is the first review: there are no promises to look back on.'
        : promisesSentence(say, lines.length, kept, late),
    blocks: [
      {
        block: 'table',
        title: previous === null ? 'Commitments' : `Commitments of “${previous.title}”, on ${say.day(facts.asOf)}`,
        columns: [
          { name: 'What', align: 'left' },
          { name: 'Who', align: 'left' },
          { name: 'Due', align: 'left' },
          { name: 'State', align: 'left' },
        ],
        rows: lines.map((line) => [
          line.words,
          ownerOf(line),
          say.day(line.dueOn),
          isLate(line, facts) ? 'late' : line.state,
        ]),
        empty: 'There is nothing to look back on yet.',
      },
    ],
    notes:
      lines.length === 0
        ? 'The first review sets the rhythm: agree on few commitments, each with an owner, a date and a measure.'
        : `Go through them in order, ours first.${late === 0 ? '' : ` ${sentence(say.number(late))} ${late === 1 ? 'is' : 'are'} late: say why and give a new date, or drop it.`}`,
  };
};

type CommitmentLine = NonNullable<ReviewFacts['previous']>['commitments'][number];

const isLate = ({ state, dueOn }: CommitmentLine, { asOf }: ReviewFacts): boolean =>
  state === 'late' || (state === 'open' && dueOn < asOf);
