import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpochMs } from '../../../contract/units.ts';
import { instantAt, localOf } from './localInstant.ts';

describe('a time as the clock on the wall shows it', () => {
  test.each([
    { local: '2026-10-10T09:14', zone: 'Europe/Berlin', utc: '2026-10-10T07:14:00Z' },
    { local: '2026-12-10T09:14', zone: 'Europe/Berlin', utc: '2026-12-10T08:14:00Z' },
    { local: '2026-10-10T09:14', zone: 'Asia/Kathmandu', utc: '2026-10-10T03:29:00Z' },
    { local: '2026-03-08T01:59', zone: 'America/New_York', utc: '2026-03-08T06:59:00Z' },
    { local: '2026-03-08T03:00', zone: 'America/New_York', utc: '2026-03-08T07:00:00Z' },
  ])('$local in $zone is $utc', ({ local, zone, utc }) => {
    expect(instantAt(local, zone)).toBe(Date.parse(utc));
    expect(localOf(Date.parse(utc) as EpochMs, zone)).toBe(local);
  });

  test('no text that is not a time is one', () => {
    expect(instantAt('', 'Europe/Berlin')).toBeUndefined();
    expect(instantAt('soon', 'Europe/Berlin')).toBeUndefined();
  });

  test('reading back what is shown shows the same again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'),
        (at, zone) => {
          const local = localOf(at as EpochMs, zone);
          expect(localOf(instantAt(local, zone) as EpochMs, zone)).toBe(local);
        },
      ),
    );
  });
});
