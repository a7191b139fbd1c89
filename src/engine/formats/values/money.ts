import type { Currency, Minor, Money } from '../../../contract/units.ts';
import { type Cell, textOf } from '../table.ts';
import { exponentOf, isCurrencyCode, readCurrency } from './currencies.ts';
import { type NumberStyle, readDecimal } from './numbers.ts';
import { quoted, type Reading, read, unread } from './reading.ts';

/**
 * An amount in the currency's minor units, without a float on the way.
 *
 * More decimals than the currency has are rounded half away from zero, with a note.
 *
 * @param exponent  decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD
 */
export function readMoneyMinor(cell: Cell, style: NumberStyle, exponent: number): Reading<Minor> {
  const decimal = readDecimal(cell, style);
  if (!decimal.ok) return decimal;
  const negative = decimal.value.startsWith('-');
  const [whole = '', fraction = ''] = decimal.value.replace('-', '').split('.');
  const kept = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  const rest = fraction.slice(exponent);
  const units = /^[5-9]/.test(rest) ? kept + 1n : kept;
  if (units > BigInt(Number.MAX_SAFE_INTEGER)) {
    return unread(
      'amount_too_large',
      `${quoted(textOf(cell))} is larger than any amount that can be kept.`,
      'Check the amount.',
    );
  }
  const minor = Number(units) * (negative && units > 0n ? -1 : 1);
  if (!/[1-9]/.test(rest)) return read(minor as Minor, decimal.note);
  return read(minor as Minor, `${quoted(textOf(cell))} has more decimals than its currency and was rounded.`);
}

/**
 * An amount with its currency: the one written with it (`€ 1.200`, `1 200 USD`), else the one given.
 *
 * A symbol that several currencies share (`$`, `kr`, `¥`) only agrees with the currency given; alone it decides nothing.
 *
 * @param currency  of the row or the file; without it an amount needs its own
 */
export function readMoney(cell: Cell, style: NumberStyle, currency: Currency | undefined): Reading<Money> {
  const { figures, mark: told } = apart(cell);
  let used = currency;
  let note: string | undefined;
  if (told !== undefined) {
    const meant = readCurrency(told, currency);
    if (!meant.ok) return meant;
    if (currency !== undefined && meant.value !== currency)
      note = `The amount says ${meant.value}, the row ${currency}; ${meant.value} was taken.`;
    used = meant.value;
  }
  if (used === undefined) {
    return unread(
      'currency_missing',
      `${quoted(textOf(cell))} has no currency.`,
      'Choose a currency for this file, or add a column with codes like EUR.',
    );
  }
  const minor = readMoneyMinor(figures, style, exponentOf(used));
  if (minor.ok) return read({ minor: minor.value, currency: used }, note ?? minor.note);
  // Without its mark the repaired amount would be taken for one in the row's currency.
  return told === undefined || minor.repair === undefined ? minor : { ...minor, repair: `${told} ${minor.repair}` };
}

const mark = String.raw`\p{L}{0,3}\p{Sc}|[A-Za-z]{3}|kr\.?|Kč|zł|Ft|Fr\.?`;
const markBefore = new RegExp(String.raw`^([(+−-]?)\s*(${mark})\s*(?=[\d(.,+−-])`, 'u');
const markAfter = new RegExp(String.raw`(?<=[\d).,-](?:\s?\p{L}{1,5}\.?)?)\s*(${mark})(\)?)$`, 'u');

/** Splits `€ 1.200`, `1.200 EUR` and `12 Mio EUR` into figures and currency mark; three letters only if they are a code. */
function apart(cell: Cell): { figures: Cell; mark?: string } {
  if (typeof cell !== 'string') return { figures: cell };
  const text = cell.trim();
  const before = markBefore.exec(text);
  if (before?.[2] !== undefined && isMark(before[2]))
    return { figures: (before[1] ?? '') + text.slice(before[0].length), mark: before[2] };
  const after = markAfter.exec(text);
  if (after?.[1] !== undefined && isMark(after[1]))
    return { figures: text.slice(0, after.index) + (after[2] ?? ''), mark: after[1] };
  return { figures: text };
}

const isMark = (text: string) => !/^[A-Za-z]{3}$/.test(text) || isCurrencyCode(text.toUpperCase());
