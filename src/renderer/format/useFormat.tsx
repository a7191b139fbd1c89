import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { EpochMs, IsoDate, Money } from '../../contract/units.ts';
import * as business from './businessTime.ts';
import * as dates from './dates.ts';
import { namesOf, usableLocale } from './formatters.ts';
import * as moneys from './money.ts';
import * as numbers from './numbers.ts';
import { withoutTurns } from './turns.ts';

/** What words depend on: the user's locale, the workspace's time zone and clock. */
export type FormatBasis = { locale: string; timeZone: string; today: IsoDate; now: EpochMs; hoursPerDay: number };

const inLocale = (basis: FormatBasis) => ({
  ...basis,
  /** “€27,600.00”: what is owed, earned or paid. */
  exactMoney: (money: Money) => moneys.exactMoney(money, basis.locale),
  /** “€184,000”: the value of deals. */
  money: (money: Money) => moneys.wholeMoney(money, basis.locale),
  /** “€4.18m”: tiles and axes. */
  compactMoney: (money: Money) => moneys.compactMoney(money, basis.locale),
  count: (value: number) => numbers.count(value, basis.locale),
  /** For fields in which a number is typed. */
  separators: () => numbers.separators(basis.locale),
  compactCount: (value: number) => numbers.compactCount(value, basis.locale),
  /** “3 deals”. */
  counted: (value: number, one: string, many: string) => numbers.counted(value, one, many, basis.locale),
  /** Basis points: 3420 is “34.2%”. */
  percent: (basisPoints: number) => numbers.percent(basisPoints, basis.locale),
  /** “Germany” for DE; a code that is no country's stays as it is. */
  country: (code: string) => namesOf(basis.locale, { type: 'region' }).of(code) ?? code,
  bytes: (size: number) => numbers.bytes(size, basis.locale),
  /** “9 Jan 2027”. */
  date: (date: IsoDate) => dates.longDate(date, basis.locale),
  /** “9 Jan”, with the year where it is another. */
  shortDate: (date: IsoDate) => dates.shortDate(date, basis.today, basis.locale),
  /** “1 Apr – 30 Jun 2026”. */
  dateSpan: (from: IsoDate, until: IsoDate) => dates.dateSpan(from, until, basis.locale),
  month: (month: string) => dates.monthName(month, basis.locale),
  axisMonth: (month: string) => dates.axisMonth(month, basis.locale),
  /** “10 Oct, 09:14” in the workspace's time zone. */
  instant: (at: EpochMs) => dates.instant(at, basis.now, basis.timeZone, basis.locale),
  /** “10 Oct”: the day of an instant, with the year where it is another. */
  instantDay: (at: EpochMs) => dates.instantDay(at, basis.now, basis.timeZone, basis.locale),
  fullInstant: (at: EpochMs) => dates.fullInstant(at, basis.timeZone, basis.locale),
  daysUntil: (date: IsoDate) => dates.daysUntil(date, basis.today),
  /** “in 12 days”. */
  relativeDay: (date: IsoDate) => dates.relativeDay(date, basis.today, basis.locale),
  /** A sentence of the engine, its ISO dates, percentages and amounts as people here read them. */
  words: (sentence: string) =>
    moneys.amountsInWords(
      numbers.percentsInWords(dates.datesInWords(withoutTurns(sentence), basis.today, basis.locale), basis.locale),
      basis.locale,
    ),
  ago: (at: EpochMs) => dates.ago(at, basis.now, basis.locale),
  /** “11 h”, “1 d 3 h”. */
  businessLength: (hours: number) => business.businessLength(hours, basis.hoursPerDay),
  /** “2 h left”, “1 d overdue”. */
  businessLeft: (leftHours: number) => business.businessLeft(leftHours, basis.hoursPerDay),
  /** “2 h left of 2 business days”. */
  businessLeftOf: (leftHours: number, promise: string) =>
    business.businessLeftOf(leftHours, promise, basis.hoursPerDay),
});

export type Format = ReturnType<typeof inLocale>;

/** The user's locale, as the system says it. */
export const userLocale = () => usableLocale(globalThis.navigator?.languages ?? ['en']);

const systemBasis = (): FormatBasis => {
  const now = Date.now() as EpochMs;
  return {
    locale: userLocale(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    today: new Date(now).toISOString().slice(0, 10) as IsoDate,
    now,
    hoursPerDay: business.WORKING_DAY_HOURS,
  };
};

/** The words of the system's own locale, zone and day: for what is said outside any part of the page. */
export const systemFormat = (): Format => inLocale(systemBasis());

const FormatContext = createContext<Format | undefined>(undefined);

/** Gives the parts below it the workspace's clock and time zone. */
export function FormatProvider({ basis, children }: { basis: Partial<FormatBasis>; children: ReactNode }) {
  const { locale, timeZone, today, now, hoursPerDay } = { ...systemBasis(), ...basis };
  // The clock's minute, not its millisecond: the words change no oftener.
  const minute = now - (now % 60_000);
  const format = useMemo(
    () => inLocale({ locale, timeZone, today, now: minute as EpochMs, hoursPerDay }),
    [locale, timeZone, today, minute, hoursPerDay],
  );
  return <FormatContext value={format}>{children}</FormatContext>;
}

/** Numbers, money, dates and times in the user's locale and the workspace's time zone. */
export function useFormat(): Format {
  const given = useContext(FormatContext);
  const fallback = useMemo(() => given ?? systemFormat(), [given]);
  return given ?? fallback;
}
