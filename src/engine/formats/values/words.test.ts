import { describe, expect, test } from 'vitest';
import type { Currency } from '../../../contract/units.ts';
import { editDistance, readCountry } from './countries.ts';
import { exponentOf, readCurrency } from './currencies.ts';
import { isNothing, type Reading } from './reading.ts';
import { readBoolean, readIdentifier } from './words.ts';

const valueOr = <Value>(reading: Reading<Value>) => (reading.ok ? reading.value : reading.code);

describe('a country', () => {
  test.each([
    ['de', 'DE'],
    ['DEU', 'DE'],
    ['Germany', 'DE'],
    ['Deutschland', 'DE'],
    ['Allemagne', 'DE'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['U.S.A.', 'US'],
    ['The Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['Côte d’Ivoire', 'CI'],
    ['日本', 'JP'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
    ['Türkiye', 'TR'],
    ['Georgia', 'GE'],
    ['XX', 'country_unknown'],
    ['', 'country_unknown'],
    ['Atlantis', 'country_unknown'],
    ['Austraia', 'country_ambiguous'],
  ])('%s is %s', (text, code) => {
    expect(valueOr(readCountry(text))).toBe(code);
  });

  test.each([
    { text: 'Philipines', code: 'PH' },
    { text: 'United Kindom', code: 'GB' },
    { text: 'Untied States', code: 'US' },
    { text: 'Gemany', code: 'DE' },
  ])('$text, misspelt, is read as $code and the note says so', ({ text, code }) => {
    expect(readCountry(text)).toMatchObject({ ok: true, value: code, note: expect.stringContaining(text) });
  });

  test('two letters swapped are one slip', () => {
    expect([editDistance('untied', 'united', 2), editDistance('abc', 'abc', 2), editDistance('abc', 'xyz', 3)]).toEqual(
      [1, 0, 3],
    );
    expect(editDistance('austria', 'zimbabwe', 2)).toBeGreaterThan(2);
  });
});

describe('a currency', () => {
  test.each([
    ['usd', 'USD'],
    ['US Dollar', 'USD'],
    ['Euro', 'EUR'],
    ['€', 'EUR'],
    ['£', 'GBP'],
    ['British Pound', 'GBP'],
    ['pound sterling', 'GBP'],
    ['Czech Koruna', 'CZK'],
    ['Kč', 'CZK'],
    ['zł', 'PLN'],
    ['Fr.', 'CHF'],
    ['US$', 'USD'],
    ['$', 'currency_ambiguous'],
    ['kr', 'currency_ambiguous'],
    ['¥', 'currency_ambiguous'],
    ['XYZ', 'currency_unknown'],
    ['', 'currency_unknown'],
  ])('%s is %s', (text, code) => {
    expect(valueOr(readCurrency(text))).toBe(code);
  });

  test('a shared symbol agrees with the currency of the file', () => {
    expect(valueOr(readCurrency('kr', 'NOK' as Currency))).toBe('NOK');
    expect(valueOr(readCurrency('kr', 'EUR' as Currency))).toBe('currency_ambiguous');
  });

  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['TND', 3],
  ])('%s has %i decimals', (code, exponent) => {
    expect(exponentOf(code as Currency)).toBe(exponent);
  });
});

describe('yes and no', () => {
  test.each([
    [true, true],
    ['TRUE', true],
    ['yes', true],
    ['Ja', true],
    ['x', true],
    [1, true],
    ['FALSE', false],
    ['nein', false],
    ['0', false],
    ['maybe', 'boolean_unreadable'],
    ['', 'boolean_unreadable'],
  ])('%s is %s', (cell, value) => {
    expect(valueOr(readBoolean(cell))).toBe(value);
  });
});

describe('an id of another system', () => {
  test.each([
    ['006Ec00000AieKFIAZ', '006Ec00000AieKFIAZ'],
    [' 00042 ', '00042'],
    [12_345, '12345'],
    ['1.23457E+17', 'identifier_damaged'],
    ['123456789012345000', 'identifier_damaged'],
    [1.23457e17, 'identifier_damaged'],
    ['123456789012345678', '123456789012345678'],
  ])('%s is %s', (cell, value) => {
    expect(valueOr(readIdentifier(cell))).toBe(value);
  });
});

test.each([
  ['', true],
  [' ', true],
  ['-', true],
  ['N/A', true],
  ['null', true],
  ['(blank)', true],
  ['0', false],
  ['Nope', false],
])('%j is nothing: %s', (text, nothing) => {
  expect(isNothing(text)).toBe(nothing);
});
