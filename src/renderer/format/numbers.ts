import { numberFormat } from './formatters.ts';

/** “8,800”. */
export const count = (value: number, locale: string) => numberFormat(locale, {}).format(value);

/** What stands between thousands and before decimals: `,` and `.` in English. */
export function separators(locale: string): { group: string; decimal: string } {
  const parts = numberFormat(locale, {}).formatToParts(12_345.6);
  const of = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value ?? '';
  return { group: of('group'), decimal: of('decimal') };
}

/** “8.8K”: for axes. */
export const compactCount = (value: number, locale: string) =>
  numberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(value);

/** Basis points as percent, one digit after the mark where there is one: 3420 is “34.2%”. */
export const percent = (basisPoints: number, locale: string) =>
  numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(basisPoints / 10_000);

/** A sentence of the engine with its percentages as the user's locale writes them: “direct 27.9 %” says “direct 27.9%”. */
export const percentsInWords = (sentence: string, locale: string) =>
  sentence.replace(/(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? %/g, (_, whole: string, rest = '') =>
    numberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(
      Number(`${whole.replaceAll(',', '')}${rest}`) / 100,
    ),
  );

/** “1 deal”, “3 deals”: the words in the plural forms of English, the number in the user's locale. */
export const counted = (value: number, one: string, many: string, locale: string) =>
  `${count(value, locale)} ${value === 1 ? one : many}`;

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** “186 MB”, by thousands as file managers count. */
export function bytes(size: number, locale: string): string {
  let step = 0;
  let value = size;
  while (value >= 1_000 && step < units.length - 1) {
    value /= 1_000;
    step += 1;
  }
  return numberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
