import { describe, expect, test } from 'vitest';
import { on } from '../../../../test/support/sample-programme.ts';
import { type OriginFacts, originOf } from './origin.ts';

const facts = (changes: Partial<OriginFacts> = {}): OriginFacts => ({
  registration: { number: 'R-2026-0001', receivedOn: on('2026-06-01') },
  ruling: null,
  openedOn: on('2026-06-10'),
  firstActivityOn: null,
  until: on('2026-11-01'),
  engagements: [],
  lookBackDays: 365,
  ...changes,
});
const advisor = (date: string) => ({ partner: 'p2', role: 'advisor' as const, on: on(date) });

describe('AT1 to AT4: the one origin of an opportunity', () => {
  test.each([
    ['AT1', 'sourced', 'we opened it after the receipt', facts()],
    ['AT1', 'sourced', 'we opened it on the day of receipt', facts({ openedOn: on('2026-06-01') })],
    ['AT3', 'influenced', 'we opened it the day before', facts({ openedOn: on('2026-05-31') })],
    ['AT3', 'influenced', 'our first activity was the day before', facts({ firstActivityOn: on('2026-05-31') })],
    ['AT1', 'sourced', 'no step of ours is dated', facts({ openedOn: null })],
    ['AT2', 'co-sell', 'the ruling was co-sell', facts({ ruling: 'co-sell' })],
    [
      'AT2',
      'co-sell',
      'the ruling was teaming, and we were first',
      facts({ ruling: 'teaming', openedOn: on('2026-01-01') }),
    ],
    ['AT1', 'sourced', 'the ruling awarded it', facts({ ruling: 'award' })],
    [
      'AT3',
      'influenced',
      'a partner advised within the window',
      facts({ registration: null, engagements: [advisor('2025-11-01')] }),
    ],
    [
      'AT4',
      'direct',
      'a partner advised the day before the window',
      facts({ registration: null, engagements: [advisor('2025-10-31')] }),
    ],
    [
      'AT4',
      'direct',
      'a partner came after the close',
      facts({ registration: null, engagements: [advisor('2026-11-02')] }),
    ],
    ['AT4', 'direct', 'nobody has a part', facts({ registration: null })],
  ] as const)('%s: %s when %s', (rule, origin, _when, given) => {
    expect(originOf(given)).toMatchObject({ rule, origin });
  });
});
