import type { BusinessHours } from '../../contract/units.ts';
import { hoursOfBusinessDay } from '../programme/rules/calendar.ts';
import { countOf, ids, type Measured, NO_AMOUNTS, ofRate, spanWords } from './measured.ts';
import type { Picture } from './picture.ts';
import { approvalRate, rateOf } from './rules/rates.ts';
import { median, quantile } from './rules/spread.ts';
import { businessWords, counted } from './words.ts';

/** Business hours from receipt to decision. */
export function timeToDecide(picture: Picture): Measured {
  const { scope } = picture;
  const timed = picture.decided.filter((row) => row.tookHours !== null);
  const hours = timed.flatMap((row) => (row.tookHours === null ? [] : [row.tookHours]));
  const middle = median(hours);
  const slow = quantile(hours, 0.9);
  const { decideBusinessDays } = scope.programme.body.serviceLevels;
  return {
    tile: {
      value:
        middle === null
          ? { unit: 'none', why: 'Nothing was decided.' }
          : { unit: 'hours', hours: middle as BusinessHours },
      words: `${slow === null ? '' : `p90 ${businessWords(slow, hoursOfBusinessDay(scope.programme.calendar))} · `}promise ${decideBusinessDays} business days`,
      numerator: `${counted(timed.length, 'registration')} decided: the middle of their business hours, without those spent with the partner`,
      denominator: 'none: a median',
      n: timed.length,
      dateBasis: `decision date, ${spanWords(scope.period)}`,
      currencyBasis: NO_AMOUNTS,
      asOf: scope.today,
      interval: null,
      leftOut: [],
    },
    counts: { of: 'registration', by: 'decision', ids: ids(timed) },
  };
}

/** Registrations approved of those decided. */
export function approvals(picture: Picture): Measured {
  const approved = picture.decided.filter((row) => row.approved === 1);
  const rejected = picture.decided.length - approved.length;
  return {
    tile: {
      ...ofRate(approvalRate(approved.length, rejected)),
      words: `${approved.length} approved, ${rejected} rejected`,
      numerator: `${counted(approved.length, 'registration')} approved`,
      denominator: `${counted(picture.decided.length, 'registration')} approved or rejected`,
      dateBasis: `decision date, ${spanWords(picture.scope.period)}`,
      currencyBasis: NO_AMOUNTS,
      asOf: picture.scope.today,
      leftOut: [],
    },
    counts: { of: 'registration', by: 'decision', ids: ids(approved) },
  };
}

/** “1 of 3 appeals changed a ruling, 1 appeal pending”, “no appeal”. */
function appealWords({ decided, changed, pending }: Picture['appeals']): string {
  const parts = [
    ...(decided === 0 ? [] : [`${changed} of ${counted(decided, 'appeal')} changed a ruling`]),
    ...(pending === 0 ? [] : [`${counted(pending, 'appeal')} pending`]),
  ];
  return parts.length === 0 ? 'no appeal' : parts.join(', ');
}

/** Decided registrations that were a claim in a case. */
export function conflictRate(picture: Picture): Measured {
  const decided = picture.cohort.filter((row) => row.decided === 1);
  const contested = decided.filter((row) => row.cases > 0);
  const { appeals } = picture;
  return {
    tile: {
      ...ofRate(rateOf(contested.length, decided.length, 'decided registrations')),
      words: appealWords(appeals),
      numerator: `${counted(contested.length, 'registration')} in one case or more, and decided`,
      denominator: `${counted(decided.length, 'registration')} decided`,
      dateBasis: `receipt date, ${spanWords(picture.scope.period)}`,
      currencyBasis: NO_AMOUNTS,
      asOf: picture.scope.today,
      leftOut: [],
    },
    counts: { of: 'registration', by: 'receipt', ids: ids(contested) },
  };
}

/** Registrations received. */
export const registered = (picture: Picture): Measured =>
  countOf(
    picture,
    picture.cohort.length,
    { of: 'registration', by: 'receipt', ids: ids(picture.cohort) },
    {
      words: counted(new Set(picture.cohort.map((row) => row.partner)).size, 'partner'),
      numerator: `${counted(picture.cohort.length, 'registration')} received, mistakes left out`,
      dateBasis: 'receipt date',
      asOf: picture.scope.today,
    },
  );

/** Registrations approved. */
export function approved(picture: Picture): Measured {
  const rows = picture.decided.filter((row) => row.approved === 1);
  return countOf(
    picture,
    rows.length,
    { of: 'registration', by: 'decision', ids: ids(rows) },
    {
      words: `of ${picture.decided.length} decided`,
      numerator: `${counted(rows.length, 'registration')} approved`,
      dateBasis: 'decision date',
      asOf: picture.scope.today,
    },
  );
}
