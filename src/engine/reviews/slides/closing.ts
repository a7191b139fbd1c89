import type { Commitment, Slide } from '../../../contract/reviews.ts';
import type { IsoDate } from '../../../contract/units.ts';
import type { Say } from '../../insights/index.ts';
import type { ReviewFacts } from '../facts.ts';
import { comparedWith } from '../rules/comparison.ts';
import { byQuarter, type Draw, figure, voiceOf } from './voice.ts';

/** What was earned. */
export const earningsSlide: Draw = (facts) => {
  const { earnings, period, currency, say } = facts;
  const programme = facts.subject.kind === 'programme';
  return {
    id: 'earnings',
    title: titleOf(facts),
    blocks: [
      byQuarter('Net earnings, by accrual date', earnings.quarters, currency),
      {
        block: 'table',
        title: programme ? `Who earned most in ${period.title}` : `The largest lines of ${period.title}`,
        columns: [
          { name: programme ? 'Partner' : 'Customer', align: 'left' },
          { name: programme ? 'Lines' : 'Rule', align: 'left' },
          { name: programme ? 'Latest' : 'Accrued', align: 'left' },
          { name: 'Amount', align: 'right' },
        ],
        rows: earnings.lines.map((line) => [line.what, line.rule, say.day(line.on), say.money(line.amount)]),
        empty: 'Nothing was earned in this period.',
      },
      {
        block: 'figures',
        items: [
          figure('Accrued', say.money(earnings.accrued), '', `accrued on won deals, ${period.title}`),
          figure('Taken back', say.money(earnings.reversed), '', `reversals booked in ${period.title}`),
          figure(
            'Net',
            say.money(earnings.net),
            `${netCompared(facts)}${say.leftOut(earnings.leftOut)}`,
            `accrued less taken back, in ${currency}`,
          ),
        ],
      },
    ],
    notes: `Each line opens to its steps in the statement, which recomputes itself. Earnings accrue when a deal is won and are payable when the customer has paid. ${earnings.reversed.minor === 0 ? 'Nothing was taken back.' : 'What was taken back is a row of its own; no earlier line was changed.'}`,
  };
};

/** A net below zero is no multiple of anything. */
const netCompared = ({ earnings: { net, netBefore }, before, say }: ReviewFacts): string =>
  net.minor > 0 && netBefore.minor > 0 ? comparedWith(net.minor, netBefore.minor, before.title, say) : '';

function titleOf(facts: ReviewFacts): string {
  const { earnings, period, say } = facts;
  const { who } = voiceOf(facts);
  if (earnings.count === 0) return `${who} earned nothing in ${period.title}: no deal that pays was won.`;
  const back =
    earnings.reversed.minor === 0
      ? ''
      : `, and ${say.spoken({ ...earnings.reversed, minor: Math.abs(earnings.reversed.minor) as never })} of earlier earnings was taken back`;
  return `${who} earned ${say.spoken(earnings.accrued)} in ${period.title}${back}.`;
}

/** What the review agreed on. */
export function commitmentsSlide(
  commitments: readonly (Omit<Commitment, 'id' | 'dueOn' | 'revision'> & { readonly dueOn: string })[],
  facts: { readonly vendor: string; readonly next: string; readonly forPartner: boolean },
  say: Say,
): Slide {
  const first = commitments[0];
  return {
    id: 'commitments',
    title:
      first === undefined
        ? `Nothing is agreed yet for ${facts.next}${facts.forPartner ? '.' : ': who does what, by when?'}`
        : commitments.length === 1
          ? `We agreed on one thing, due on ${say.day(first.dueOn as IsoDate)}.`
          : `We agreed on ${say.howMany(commitments.length, 'thing')}, the first due on ${say.day(first.dueOn as IsoDate)}.`,
    blocks: [
      {
        block: 'table',
        title: `Commitments for ${facts.next}`,
        columns: [
          { name: 'What', align: 'left' },
          { name: 'Who', align: 'left' },
          { name: 'Due', align: 'left' },
          { name: 'Measured by', align: 'left' },
        ],
        rows: commitments.map((one) => [
          one.words,
          facts.forPartner && one.side === 'vendor' ? facts.vendor : one.owner,
          say.day(one.dueOn as IsoDate),
          // What became of it is told by the next review: on a slide as of a day it would be later news.
          one.measure,
        ]),
        // What the presenter is to do is not for the partner to read.
        empty: facts.forPartner
          ? 'Nothing is agreed yet.'
          : 'Add a commitment while you talk: what, who, by when, and how it is measured.',
      },
    ],
    notes: `Three to five are enough. Each needs one owner, a date and a measure that can be read off; the next review opens with them.`,
  };
}
