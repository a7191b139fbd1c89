import { describe, expect, test } from 'vitest';
import { countries, currencies, likelyPlace, timeZones, weekdays } from './places.ts';

describe('where a workspace is at home', () => {
  test('countries are named in the user’s language, each once, and are countries', () => {
    const german = countries('de');
    expect(german.find(({ value }) => value === 'DE')?.label).toBe('Deutschland');
    expect(new Set(german.map(({ label }) => label)).size).toBe(german.length);
    expect(german.length).toBeGreaterThan(190);
    for (const absent of ['EU', 'ZZ', 'SU', 'DD']) expect(german.map(({ value }) => value)).not.toContain(absent);
  });

  test('a first guess comes from the locale', () => {
    expect(likelyPlace('de-CH')).toMatchObject({ country: 'CH', currency: 'CHF' });
    expect(likelyPlace('fr')).toMatchObject({ country: 'FR', currency: 'EUR' });
    expect(currencies('en').find(({ value }) => value === 'EUR')?.label).toBe('EUR · Euro');
  });

  test('the zone that is guessed can be chosen, and UTC too', () => {
    const offered = timeZones().map(({ value }) => value);
    expect(offered).toContain(likelyPlace('en').timeZone);
    expect(offered).toContain('UTC');
    expect(new Set(offered).size).toBe(offered.length);
  });

  test('the week begins on Monday', () => {
    expect(weekdays('en').map(({ short }) => short)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });
});
