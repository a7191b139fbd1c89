import type { ProgrammeBody } from '../../../contract/programme.ts';

/** What is wrong with a programme of the right form: where, as a path of its text, and why. */
export interface Unsound {
  readonly at: string;
  readonly message: string;
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * What a programme of the right form must hold to be worked with: names that exist, times of day, rates above zero, no two rules of a name, and terms
 * in their order. An edition that was accepted is never checked again: old ones are read as they are.
 */
export function unsoundParts(body: ProgrammeBody): Unsound[] {
  return [...calendarParts(body), ...doubleNames(body), ...orderOfTerms(body), ...emptyParts(body)];
}

function calendarParts({ calendar, territories, exchangeRates }: ProgrammeBody): Unsound[] {
  const found: Unsound[] = [];
  if (!isTimeZone(calendar.timeZone))
    found.push({
      at: 'calendar.timeZone',
      message: `“${calendar.timeZone}” is not a time zone; one is Europe/Berlin.`,
    });
  for (const at of ['from', 'until'] as const) {
    if (!CLOCK.test(calendar[at]))
      found.push({ at: `calendar.${at}`, message: `“${calendar[at]}” is not a time of day; one is 09:00.` });
  }
  const countries = [
    { at: 'calendar.country', code: calendar.country },
    ...territories.flatMap((one, index) =>
      one.countries.map((code, place) => ({ at: `territories.${index}.countries.${place}`, code })),
    ),
  ];
  for (const { at, code } of countries) {
    if (!isCountry(code)) found.push({ at, message: `“${code}” is not a country; one is DE.` });
  }
  for (const [index, { rate, currency, on }] of exchangeRates.entries()) {
    if (Number(rate) <= 0)
      found.push({ at: `exchangeRates.${index}.rate`, message: `The rate of ${currency} on ${on} is not above zero.` });
  }
  return found;
}

function doubleNames({ incentives, conflicts, tiers, productFamilies, territories }: ProgrammeBody): Unsound[] {
  const lists = [
    ['incentives.rules', incentives.rules.map(({ id }) => id)],
    ['conflicts.clauses', conflicts.clauses.map(({ id }) => id)],
    ['tiers', tiers.map(({ name }) => name)],
    ['productFamilies', productFamilies.map(({ name }) => name)],
    ['territories', territories.map(({ name }) => name)],
  ] as const;
  return lists.flatMap(([at, names]) =>
    names.flatMap((name, index): Unsound[] => {
      const isSecond = names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) < index;
      return isSecond
        ? [{ at: `${at}.${index}`, message: `“${name}” is there twice. Give each a name of its own.` }]
        : [];
    }),
  );
}

function orderOfTerms({ serviceLevels: levels, incentives, protection }: ProgrammeBody): Unsound[] {
  const { clawback } = incentives;
  const terms = [
    {
      isRight: levels.escalateBusinessDays >= levels.decideBusinessDays,
      at: 'serviceLevels.escalateBusinessDays',
      message: 'A decision would be escalated before it is due.',
    },
    {
      isRight: levels.firstMeetingReminderDays <= levels.firstMeetingDays,
      at: 'serviceLevels.firstMeetingReminderDays',
      message: 'The reminder of a first meeting would come after the meeting is due.',
    },
    {
      isRight: levels.firstMeetingDays <= levels.firstMeetingLapseDays,
      at: 'serviceLevels.firstMeetingLapseDays',
      message: 'A protection would lapse for want of a meeting before the meeting is due.',
    },
    {
      isRight: clawback.fullBeforeMonths <= clawback.halfUntilMonths,
      at: 'incentives.clawback.halfUntilMonths',
      message: 'Half would be taken back until a month before which all of it is.',
    },
    {
      isRight: protection.capDays.project >= protection.capDays.software,
      at: 'protection.capDays.project',
      message: 'Projects would be protected for less than software.',
    },
  ];
  return terms.filter(({ isRight }) => !isRight).map(({ at, message }) => ({ at, message }));
}

function emptyParts({ netNew }: ProgrammeBody): Unsound[] {
  return [
    ...netNew.namedAccounts.flatMap((name, index) =>
      name.trim() === '' ? [{ at: `netNew.namedAccounts.${index}`, message: 'A named account has no name.' }] : [],
    ),
    ...netNew.publishedTenders.flatMap(({ customer }, index) =>
      customer.trim() === ''
        ? [{ at: `netNew.publishedTenders.${index}.customer`, message: 'A published tender has no customer.' }]
        : [],
    ),
  ];
}

/** Whether a time zone is one of the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** What CLDR names beside countries: unknown, unions, and places made up for tests. */
const NO_COUNTRIES = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB']);
/** A country by its own code: `UK` is another way to write GB. */
const isCountry = (code: string): boolean =>
  !NO_COUNTRIES.has(code) && regions.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;
