import { ProgrammeBody } from '../../src/contract/programme.ts';
import type { CountryCode, Currency, EpochMs, IsoDate, Minor, Money } from '../../src/contract/units.ts';
import { defaultProgramme } from '../../src/engine/programme/default-programme.ts';
import { type Calendar, calendarOf } from '../../src/engine/programme/rules/calendar.ts';

/** The default programme in EUR and Berlin time, with two families and one territory, and whatever a test changes. */
export function sampleProgramme(changes: Partial<ProgrammeBody> = {}): ProgrammeBody {
  const workspace = {
    name: 'Harrow',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
  };
  const body = ProgrammeBody.parse({
    ...(defaultProgramme(workspace, 100) as object),
    territories: [{ name: 'DACH', countries: ['DE', 'AT', 'CH'] }],
    productFamilies: [
      { name: 'CRM', kind: 'software' },
      { name: 'Robots', kind: 'project', needsCertification: false },
    ],
    exchangeRates: [{ on: '2026-01-01', currency: 'USD', rate: '0.9', source: 'typed' }],
  });
  return { ...body, ...changes };
}

/** The sample programme's calendar, without holidays unless given. */
export function sampleCalendar(holidays: readonly string[] = []): Calendar {
  return calendarOf(sampleProgramme().calendar, new Set(holidays as readonly IsoDate[]));
}

export const on = (date: string) => date as IsoDate;
export const at = (instant: string) => Date.parse(instant) as EpochMs;
export const country = (code: string) => code as CountryCode;
/** An amount in major units of a currency with two decimals. */
export const euro = (major: number, currency = 'EUR'): Money => ({
  minor: Math.round(major * 100) as Minor,
  currency: currency as Currency,
});
