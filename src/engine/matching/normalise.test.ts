import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryCode } from './country.ts';
import { normaliseName, normaliseTaxId, phoneTail, registrableDomain } from './normalise.ts';

describe('a name', () => {
  test.each([
    ['Müller Maschinenbau GmbH', 'MUELLER  Maschb. G.m.b.H.'],
    ['MULLER Maschinenbau', 'Müller Maschinenbau Gesellschaft mbH'],
    ['Harrow Robotics, Inc.', 'The Harrow Robotics Corporation'],
    ['Philips N.V.', 'PHILIPS N V'],
    ['Gekko & Co', 'Gekko and Company'],
    ['Smith & Sons Ltd', 'Smith and Sons Limited'],
    ['Xx-zobam', 'Xxzobam'],
    ['Acme Intl', 'Acme International'],
    ['Ørsted A/S', 'Orsted AS'],
    ['Łódź Sp. z o.o.', 'Lodz sp zoo'],
    ['ООО Ромашка', 'Romashka'],
    ['ＡＣＭＥ Ltd', 'Acme'],
    ['Cafe\u0301 Noir S.A.', 'Café Noir'],
    ['Schmidt GmbH & Co. KG', 'Schmidt GmbH'],
    ['Ulysses Pty. Ltd.', 'ulysses pty ltd'],
    ["O'Brien Partners LLP", 'OBrien Ptnrs'],
    ['GTX Pro', 'GTXPro'],
  ])('“%s” is the same name as “%s”', (a, b) => {
    expect(normaliseName(a).compact).toBe(normaliseName(b).compact);
  });

  test.each([
    ['Harrow Robotics GmbH', 'harrow robotics', 'gmbh'],
    ['Harrow Robotics', 'harrow robotics', null],
    ['Harrow Robotics Co.', 'harrow robotics', null],
    ['Company', 'company', null],
    ['Limited', 'limited', null],
    ['', '', null],
    ['— … —', '', null],
  ])('“%s” reads “%s” with legal form %s', (name, normName, legal) => {
    expect(normaliseName(name)).toMatchObject({ normName, legal });
  });

  test('normalised again stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const once = normaliseName(name);
        expect(once.compact).toMatch(/^[a-z0-9]*$/);
        expect(normaliseName(name.normalize('NFD')).compact).toBe(normaliseName(name.normalize('NFC')).compact);
      }),
    );
  });
});

describe('other fields', () => {
  test.each([
    ['https://www.harrow.co.uk/about?x=1', 'harrow.co.uk'],
    ['WWW.Harrow.COM', 'harrow.com'],
    ['jane.doe@eu.harrow.com', 'harrow.com'],
    ['jane@gmail.com', null],
    ['gmx.de', null],
    ['müller.de', 'xn--mller-kva.de'],
    ['not a domain', null],
    [null, null],
  ])('the domain of %s is %s', (text, domain) => {
    expect(registrableDomain(text)).toBe(domain);
  });

  test.each([
    ['DE 123.456.789', 'DE', '123456789'],
    ['123456789', 'DE', '123456789'],
    ['EL 999999990', 'GR', '999999990'],
    ['VAT DE123456789', null, '123456789'],
    ['00000000', 'DE', null],
    ['12', null, null],
    [undefined, null, null],
  ])('the tax number of %s in %s is %s', (taxId, country, number) => {
    expect(normaliseTaxId(taxId, country)).toBe(number);
  });

  test.each([
    ['+49 (0)731 555-0123', '5550123'],
    ['0731/5550123 ext. 12', '5550123'],
    ['12345', null],
  ])('the telephone %s ends in %s', (phone, tail) => {
    expect(phoneTail(phone)).toBe(tail);
  });

  test.each([
    ['Germany', 'DE'],
    ['deu', 'DE'],
    ['de', 'DE'],
    ['Korea', 'KR'],
    ['United States', 'US'],
    ['USA', 'US'],
    ['Philipines', 'PH'],
    ['UK', 'GB'],
    ['Narnia', null],
    ['', null],
  ])('the country %s is %s', (text, code) => {
    expect(countryCode(text)).toBe(code);
  });
});
