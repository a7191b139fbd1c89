/** What a number format shows of a number. */
export type NumberKind = 'number' | 'date' | 'time' | 'date and time';

const DAY_MS = 86_400_000;
/** 9999-12-31, the last day a spreadsheet knows. */
const LAST_SERIAL = 2_958_465;
/** Days between the two calendars of spreadsheets: day 0 of 1904-01-01 is serial 1 462 of the other. */
const DAYS_1904 = 1_462;

/**
 * Whether a number format shows a date, by its code (ECMA-376 part 1, 18.8.31).
 *
 * Text in quotes, escaped characters, fillers and colours are taken away first, so that `#,##0 "Kd"` is a number; an
 * elapsed time (`[h]:mm`) is a length and stays a number.
 */
export function kindOfFormat(code: string): NumberKind {
  const [section = ''] = code.split(';');
  if (/\[(h+|m+|s+)\]/i.test(section)) return 'number';
  const bare = section
    .replace(/"[^"]*"?/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|am\/pm|a\/p/gi, (word) => (word.toLowerCase() === 'general' ? '' : 'h'));
  const time = /[hs]/i.test(bare);
  const date = /[yd]/i.test(bare) || (!time && /m/i.test(bare));
  if (date) return time ? 'date and time' : 'date';
  return time ? 'time' : 'number';
}

/** The formats every spreadsheet knows by number (18.8.30); those of East Asian locales show dates too. */
export function kindOfBuiltIn(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58)
    return 'date';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || (id >= 32 && id <= 35) || id === 55 || id === 56)
    return 'time';
  return id === 22 ? 'date and time' : 'number';
}

/**
 * The calendar date of a spreadsheet's serial number, as ISO text without a zone.
 *
 * In the 1900 calendar, days up to 59 count from 1899-12-31, day 60 is the 29 February 1900 that never was, and from
 * 61 on the count is one too high, so it starts at 1899-12-30. A time is rounded to the second.
 *
 * @returns `undefined` for a number outside the calendar, and for day 60
 */
export function dateOfSerial(serial: number, kind: NumberKind, calendar: 1900 | 1904): string | undefined {
  if (!Number.isFinite(serial) || serial < 0) return undefined;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * 86_400);
  if (seconds === 86_400) {
    day += 1;
    seconds = 0;
  }
  const clock = new Date(seconds * 1_000).toISOString().slice(11, 19);
  const inFull = calendar === 1904 ? day + DAYS_1904 : day;
  if (kind === 'time' && day === 0) return clock;
  if (inFull > LAST_SERIAL || (calendar === 1900 && (day === 60 || day === 0))) return undefined;
  const date = new Date(Date.UTC(1899, 11, inFull < 60 ? 31 : 30) + inFull * DAY_MS).toISOString().slice(0, 10);
  return seconds === 0 ? date : `${date}T${clock}`;
}

/** The serial number of an ISO date or date and time in the 1900 calendar; the reverse of `dateOfSerial`. */
export function serialOfDate(iso: string): number {
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso);
  const clock = /(\d\d):(\d\d)(?::(\d\d))?$/.exec(iso);
  const seconds = clock ? Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0) : 0;
  if (!date) return seconds / 86_400;
  const days = (Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3])) - Date.UTC(1899, 11, 30)) / DAY_MS;
  return (days < 61 ? days - 1 : days) + seconds / 86_400;
}
