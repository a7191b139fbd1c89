import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASKED, maskFor } from './mask.ts';

const mask = maskFor(
  {
    names: ['Northwind Robotics GmbH', 'Müller & Söhne', '北風ロボット'],
    domains: ['northwind-robotics.example', 'mueller-soehne.example'],
    people: ['Ana Lindqvist', 'a.lindqvist@northwind-robotics.example', '+49 30 123456'],
    numbers: ['R-2026-0412'],
  },
  ['Harrow Robotics', 'Palletising'],
);

describe('a blind note hides who wrote it', () => {
  test.each([
    ['the name as it is', 'Northwind Robotics GmbH showed a cell.', `${MASKED} showed a cell.`],
    ['the name without its legal form', 'With Northwind Robotics on site', `With ${MASKED} on site`],
    ['a telling word of the name', 'Northwind’s engineer came', `${MASKED}’s engineer came`],
    [
      'the name in another case and written together',
      'NORTHWINDROBOTICS and north-wind robotics',
      `${MASKED} and ${MASKED}`,
    ],
    ['an umlaut spelt another way', 'Mueller und Sohne, MULLER', `${MASKED} und ${MASKED}, ${MASKED}`],
    ['the domain', 'see https://www.northwind-robotics.example/demo', `see https://www.${MASKED}/demo`],
    ['an address', 'write to a.lindqvist@northwind-robotics.example', `write to ${MASKED}`],
    ['a person by the family name', 'Ms Lindqvist met the plant manager', `Ms ${MASKED} met the plant manager`],
    ['a telephone number', 'call +49 30 123 456', `call +${MASKED}`],
    ['the number of the registration', 'as in R-2026-0412', `as in ${MASKED}`],
    ['a name in a script without spaces', '本日北風ロボットが訪問', `本日${MASKED}が訪問`],
  ])('%s', (_what, note, blind) => {
    expect(mask(note)).toBe(blind);
  });

  test('and leaves what is about the customer', () => {
    expect(mask('Harrow Robotics wants palletising and a robotics cell')).toBe(
      'Harrow Robotics wants palletising and a robotics cell',
    );
  });

  test('wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(mask(`${before} Northwind Robotics ${after}`).toLowerCase()).not.toContain('northwind');
      }),
    );
  });
});
