import type { BusinessHours } from '../../contract/units.ts';
import { hoursOfBusinessDay } from '../programme/rules/calendar.ts';
import {
  type BasisOf,
  basisBy,
  countOf,
  ids,
  type Measured,
  NO_AMOUNTS,
  noShare,
  ofRate,
  ofValue,
  shareOf,
} from './measured.ts';
import type { Picture } from './picture.ts';
import { approvalRate, rateOf } from './rules/rates.ts';
import { median, quantile } from './rules/spread.ts';
import { businessWords, type Say } from './words.ts';

/** Business hours from receipt to decision. */
export function timeToDecide({ scope, decided }: Picture): Measured {
  const timed = decided.filter((row) => row.tookHours !== null);
  const hours = timed.flatMap((row) => (row.tookHours === null ? [] : [row.tookHours]));
  const middle = median(hours);
  const slow = quantile(hours, 0.9);
  const { decideBusinessDays } = scope.programme.body.serviceLevels;
  const p90 = slow === null ? '' : `p90 ${businessWords(slow, hoursOfBusinessDay(scope.programme.calendar))} · `;
  return {
    figures: ofValue(
      middle === null ? { unit: 'none' } : { unit: 'hours', hours: middle as BusinessHours },
      timed.length,
      scope.today,
    ),
    why: middle === null ? 'Nothing was decided.' : '',
    words: () => `${p90}promise ${decideBusinessDays} business days`,
    counts: { of: 'registration', by: 'decision', ids: ids(timed) },
  };
}

export const timeToDecideBasis: BasisOf = ({ n }, about, say) => ({
  numerator: `${say.counted(n, 'registration')} decided: the middle of their business hours, without those spent with the partner`,
  ...noShare('a median'),
  ...basisBy('decision date', about, say),
  ...NO_AMOUNTS,
});

/** Registrations approved of those decided. */
export function approvals({ scope, decided }: Picture): Measured {
  const approved = decided.filter((row) => row.approved === 1);
  const rejected = decided.length - approved.length;
  return {
    ...ofRate(approvalRate(approved.length, rejected), approved.length, scope.today),
    words: (say) => `${say.count(approved.length)} approved, ${say.count(rejected)} rejected`,
    counts: { of: 'registration', by: 'decision', ids: ids(approved) },
    outOf: { of: 'registration', by: 'decision', ids: ids(decided) },
  };
}

export const approvalsBasis: BasisOf = ({ hits, n }, about, say) => ({
  numerator: `${say.counted(hits, 'registration')} approved`,
  ...shareOf(`${say.counted(n, 'registration')} approved or rejected`),
  ...basisBy('decision date', about, say),
  ...NO_AMOUNTS,
});

/** “1 of 3 appeals changed a ruling, 1 appeal pending”, “no appeal”. */
function appealWords({ decided, changed, pending }: Picture['appeals'], say: Say): string {
  const parts = [
    ...(decided === 0 ? [] : [`${say.count(changed)} of ${say.counted(decided, 'appeal')} changed a ruling`]),
    ...(pending === 0 ? [] : [`${say.counted(pending, 'appeal')} pending`]),
  ];
  return parts.length === 0 ? 'no appeal' : parts.join(', ');
}

/** Decided registrations that were a claim in a case. */
export function conflictRate({ scope, cohort, appeals }: Picture): Measured {
  const decided = cohort.filter((row) => row.decided === 1);
  const contested = decided.filter((row) => row.cases > 0);
  return {
    ...ofRate(rateOf(contested.length, decided.length, 'decided registrations'), contested.length, scope.today),
    words: (say) => appealWords(appeals, say),
    counts: { of: 'registration', by: 'receipt', ids: ids(contested) },
    outOf: { of: 'registration', by: 'receipt', ids: ids(decided) },
  };
}

export const conflictRateBasis: BasisOf = ({ hits, n }, about, say) => ({
  numerator: `${say.counted(hits, 'registration')} in one case or more, and decided`,
  ...shareOf(`${say.counted(n, 'registration')} decided`),
  ...basisBy('receipt date', about, say),
  ...NO_AMOUNTS,
});

/** Registrations received. */
export const registered = ({ scope, cohort }: Picture): Measured =>
  countOf(cohort.length, scope.today, { of: 'registration', by: 'receipt', ids: ids(cohort) }, (say) =>
    say.counted(new Set(cohort.map((row) => row.partner)).size, 'partner'),
  );

export const registeredBasis: BasisOf = ({ n }, about, say) => ({
  numerator: `${say.counted(n, 'registration')} received, mistakes left out`,
  ...noShare('a count'),
  ...basisBy('receipt date', about, say),
  ...NO_AMOUNTS,
});

/** Registrations approved. */
export function approved({ scope, decided }: Picture): Measured {
  const rows = decided.filter((row) => row.approved === 1);
  return countOf(
    rows.length,
    scope.today,
    { of: 'registration', by: 'decision', ids: ids(rows) },
    (say) => `of ${say.count(decided.length)} decided`,
  );
}

export const approvedBasis: BasisOf = ({ n }, about, say) => ({
  numerator: `${say.counted(n, 'registration')} approved`,
  ...noShare('a count'),
  ...basisBy('decision date', about, say),
  ...NO_AMOUNTS,
});
