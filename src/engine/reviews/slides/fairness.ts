import type { ReviewFacts } from '../facts.ts';
import { basisOf, promisesOf, tileValue } from './opening.ts';
import { decidedInTime } from './sentences.ts';
import { type Draw, figure, isForPartner, sentence, shownOf } from './voice.ts';

/** Cases, and the service the vendor gave. */
export const conflictsSlide: Draw = (facts) => {
  const { cases, period, say } = facts;
  const own = isForPartner(facts);
  return {
    id: 'conflicts and service levels',
    title: titleOf(facts),
    blocks: [
      {
        block: 'table',
        title: `${own ? 'Cases you were part of, opened' : 'Cases opened'} in ${period.title}${shownOf(cases.lines.length, cases.opened, 'latest', say)}`,
        columns: [
          { name: 'Case', align: 'left' },
          { name: 'Customer', align: 'left' },
          { name: 'Claims', align: 'left' },
          { name: 'Outcome', align: 'left' },
        ],
        rows: cases.lines.map((line) => [line.number, line.customer, line.claims, line.outcome]),
        empty: 'No case was opened.',
      },
      promisesOf(facts),
      { block: 'figures', items: figuresOf(facts) },
    ],
    notes: `A case is scored blind, ruled by the clauses of the policy in their order, and can be appealed once. ${own ? 'Other claimants and their evidence are not shown, here or anywhere.' : 'While a case is blind nobody is named.'} Hours are business hours, without the time a registration was with the partner.`,
  };
};

function titleOf({ cases, service, period, say }: ReviewFacts): string {
  const { decided } = service;
  const kept = decidedInTime(say, decided.of, decided.kept, decided.days, period.title);
  if (cases.opened === 0) return `No case was opened in ${period.title}, and ${kept}.`;
  return `${sentence(say.howMany(cases.opened, 'case'))} ${cases.opened === 1 ? 'was' : 'were'} opened in ${period.title}, and ${kept}.`;
}

function figuresOf(facts: ReviewFacts) {
  const { cases, tiles, period, say } = facts;
  const time = tiles['time to decide'];
  const conflict = tiles['conflict rate'];
  return [
    ...(time === undefined ? [] : [figure('Time to decide, median', tileValue(time, facts), '', basisOf(time))]),
    ...(conflict === undefined || conflict.value.unit !== 'rate'
      ? []
      : [
          figure(
            'Conflict rate',
            say.rate(conflict.value.bp),
            `${say.count(cases.contested)} of ${say.count(cases.decided)}`,
            basisOf(conflict),
          ),
        ]),
    figure('Cases', say.count(cases.opened), '', `opened in ${period.title}`),
  ];
}
