import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { euro, on, sampleProgramme } from '../../../../test/support/sample-programme.ts';
import type { Origin, Role } from '../../../contract/attribution.ts';
import type { IncentiveRule, RegistrationType } from '../../../contract/programme.ts';
import type { BasisPoints, Minor } from '../../../contract/units.ts';
import { type EarningFacts, earningsOf, tierDateOf } from './earnings.ts';

const programme = sampleProgramme();
const cents = (amount: number) => amount as Minor;
const facts = (changes: Partial<EarningFacts> = {}): EarningFacts => ({
  type: 'resale',
  origin: 'sourced',
  customer: 'expansion',
  renewal: false,
  value: euro(100_000),
  discount: null,
  firstYear: null,
  collected: null,
  wonOn: on('2026-09-30'),
  parts: [{ partner: 'p1', role: 'originator', shareBp: 10_000, tier: 'Gold' }],
  ...changes,
});
const amounts = (given: EarningFacts, plan = programme) =>
  earningsOf(given, plan).earnings.map((one) => `${one.rule} ${one.amount.minor}`);
/** The sample programme with one rule in place of its plan. */
const withRule = (changes: Partial<IncentiveRule>, dealCapBp = 5_000) => {
  const [first] = programme.incentives.rules;
  if (!first) throw new Error('expected a rule');
  const rule: IncentiveRule = {
    ...first,
    id: 'IN1',
    applies: { types: ['resale'], origins: ['sourced'], customer: 'any' },
    minimumPayout: null,
    ...changes,
  };
  return sampleProgramme({
    incentives: { ...programme.incentives, dealCapBp: dealCapBp as BasisPoints, rules: [rule] },
  });
};
const flat = (rateBp: number) => ({ kind: 'flat' as const, rateBp: rateBp as BasisPoints });

describe('IN1 to IN7: the default plan', () => {
  const tier = (name: string | null): Partial<EarningFacts> => ({
    parts: [{ partner: 'p1', role: 'originator', shareBp: 10_000, tier: name }],
  });
  const rows: readonly (readonly [string[], string, Partial<EarningFacts>])[] = [
    [['IN1 1000000'], 'a referral to a new customer: 10 %', { type: 'referral', customer: 'new logo' }],
    [['IN2 500000'], 'a referral, expansion: 5 %', { type: 'referral' }],
    [
      ['IN1 50000'],
      'a referral that comes to the minimum payout of 500',
      { type: 'referral', customer: 'new logo', value: euro(5_000) },
    ],
    [['IN1 0'], 'a referral a cent below it', { type: 'referral', customer: 'new logo', value: euro(4_999.9) }],
    [['IN3 1000000'], 'resale at 10 %', tier('Silver')],
    [['IN3 1500000'], 'resale at 15 %', tier('Gold')],
    [['IN3 2000000'], 'resale at 20 %', tier('Platinum')],
    [['IN3 1000000'], 'resale without a known tier: the first one', tier(null)],
    [['IN3 2000000'], 'resale to a new customer: five points on top', { customer: 'new logo' }],
    [['IN4 250000'], 'influence: 2.5 %', { origin: 'influenced' }],
    [['IN4 1000000'], 'influence, capped at 10 000', { origin: 'influenced', value: euro(1_000_000) }],
    [['IN5 500000'], 'services attached: 5 %', { type: 'services attach' }],
    [['IN5 2500000'], 'services attached, capped at 25 000', { type: 'services attach', value: euro(1_000_000) }],
    [['IN7 500000'], 'a renewal: 5 %, whatever the tier', { renewal: true }],
    [
      ['IN7 500000'],
      'a renewal of what an extract without history calls a new customer',
      { renewal: true, customer: 'new logo' },
    ],
    [['IN7 500000'], 'a referral that is a renewal', { renewal: true, type: 'referral' }],
    [['IN5 500000'], 'services attached to a renewal: as to any other', { renewal: true, type: 'services attach' }],
    [['IN4 250000'], 'influence on a renewal: as on any other', { renewal: true, origin: 'influenced' }],
    [[], 'a direct one', { origin: 'direct' }],
  ];
  test.each(rows)('%j for %s', (expected, _what, changes) => {
    expect(amounts(facts(changes))).toEqual(expected);
  });

  test('IN6: the points on top are named in the step of the rate', () => {
    const [earning] = earningsOf(facts({ customer: 'new logo' }), programme).earnings;
    expect(earning?.steps.map((step) => [step.step, step.words, step.value?.minor])).toEqual([
      ['base', 'Base is the contract value', 10_000_000],
      ['share', '100 % as originator of EUR 100,000.00', 10_000_000],
      ['rate', '20 % = 15 % (tier Gold) + 5 % (IN6 New-logo bonus) of EUR 100,000.00', 2_000_000],
      ['round', 'Rounded half up to the last unit of EUR', 2_000_000],
    ]);
  });

  test('IN1: nothing is paid below the minimum, and it says so', () => {
    const [earning] = earningsOf(
      facts({ type: 'referral', customer: 'new logo', value: euro(1_000) }),
      programme,
    ).earnings;
    expect(earning?.nothingBecause).toBe('Below the minimum payout of EUR 500.00: nothing is paid');
  });

  test('IN3: another currency is taken at the rate of the day of the win; without one nothing accrues', () => {
    expect(amounts(facts({ value: euro(100_000, 'USD') }))).toEqual(['IN3 1350000']);
    expect(earningsOf(facts({ value: euro(100_000, 'CHF') }), programme).noneBecause).toBe(
      'There is no rate for CHF on 2026-09-30.',
    );
  });
});

describe('bases, caps and rounding', () => {
  test.each([
    ['contract value', 10_000, {}],
    ['net of discount', 8_000, { discount: cents(20_000) }],
    ['net of discount', 10_000, {}],
    ['first year', 3_000, { firstYear: cents(30_000) }],
    ['collected', 5_000, { collected: cents(50_000) }],
  ] as const)('IN1 on the %s pays %i', (base, amount, changes) => {
    const value = euro(1_000);
    expect(amounts(facts({ value, ...changes }), withRule({ base, rate: flat(1_000) }))).toEqual([`IN1 ${amount}`]);
  });

  test.each(['first year', 'collected'] as const)('IN1 waits where the %s is not known', (base) => {
    expect(earningsOf(facts(), withRule({ base })).noneBecause).toContain('is not known');
  });

  test.each([
    ['half up', 105, 53],
    ['half even', 105, 52],
    ['half up', 104, 52],
    ['half even', 115, 58],
  ] as const)('IN1 rounds %s: half of %i is %i', (rounding, amount, expected) => {
    expect(
      amounts(
        facts({ value: { ...euro(0), minor: cents(amount) } }),
        withRule({ rounding, rate: flat(5_000) }, 10_000),
      ),
    ).toEqual([`IN1 ${expected}`]);
  });

  test('the cap on the deal is 50 % of it, taken off in proportion', () => {
    const parts = [
      { partner: 'p1', role: 'originator' as const, shareBp: 7_500, tier: null },
      { partner: 'p2', role: 'advisor' as const, shareBp: 2_500, tier: null },
    ];
    const { earnings } = earningsOf(facts({ value: euro(1_000.01), parts }), withRule({ rate: flat(8_000) }));
    expect(earnings.map((one) => one.amount.minor)).toEqual([37_500, 12_500]);
    expect(earnings[0]?.steps.map((step) => step.step)).toEqual(['base', 'share', 'rate', 'cap', 'round']);
    expect(earnings[0]?.figures).toMatchObject({ base: 100_001, share: 75_001, rateBp: 8_000, cap: 37_500 });
  });

  test('IN1: shares that do not sum to the whole are refused', () => {
    expect(() =>
      earningsOf(facts({ parts: [{ partner: 'p1', role: 'order', shareBp: 9_999, tier: null }] }), programme),
    ).toThrow('9999');
  });

  test.each([
    ['registration', '2026-01-01'],
    ['approval', '2026-01-05'],
    ['won', '2026-06-30'],
  ] as const)('the tier is that of the %s', (tierDate, day) => {
    expect(
      tierDateOf(tierDate, { receivedOn: on('2026-01-01'), approvedOn: on('2026-01-05'), wonOn: on('2026-06-30') }),
    ).toBe(day);
  });
});

describe('laws of earnings', () => {
  const roles: readonly Role[] = ['originator', 'specifier', 'order', 'site'];
  const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 4 }).map((weights) => {
    const whole = weights.reduce((sum, one) => sum + one, 0);
    const shares = weights.map((one) => Math.floor((one * 10_000) / whole));
    shares[0] = (shares[0] ?? 0) + 10_000 - shares.reduce((sum, one) => sum + one, 0);
    return shares.map((shareBp, index) => ({
      partner: `p${index}`,
      role: roles[index] ?? 'advisor',
      shareBp,
      tier: ['Silver', 'Gold', 'Platinum'][index % 3] ?? null,
    }));
  });
  const anyFacts = fc
    .record({
      type: fc.constantFrom<RegistrationType>('referral', 'resale', 'co-sell', 'services attach', 'project'),
      origin: fc.constantFrom<Origin>('sourced', 'influenced', 'co-sell'),
      customer: fc.constantFrom('new logo' as const, 'expansion' as const),
      renewal: fc.boolean(),
      value: fc.integer({ min: 0, max: 2 ** 40 }).map((amount) => ({ ...euro(0), minor: cents(amount) })),
      parts,
    })
    .map((changes) => facts(changes));

  test('IN7: the shares give out every minor unit of the base', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const byRule = new Map<string, number>();
        for (const { rule, figures } of earningsOf(given, programme).earnings)
          byRule.set(rule, (byRule.get(rule) ?? 0) + figures.share);
        for (const total of byRule.values()) expect(total).toBe(given.value.minor);
      }),
    );
  });

  test('payouts are never negative and together never above the cap on the deal', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 10_000 }), (given, dealCapBp) => {
        const plan = sampleProgramme({ incentives: { ...programme.incentives, dealCapBp: dealCapBp as BasisPoints } });
        const paid = earningsOf(given, plan).earnings.map((one) => one.amount.minor);
        expect(paid.every((amount) => amount >= 0)).toBe(true);
        // Each is rounded for itself: without the cap biting they may be half a unit over, each.
        expect(paid.reduce((sum, amount) => sum + amount, 0)).toBeLessThanOrEqual(
          (given.value.minor * dealCapBp) / 10_000 + paid.length / 2,
        );
      }),
    );
  });

  test('every amount is recomputed from its figures as a spreadsheet would', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        for (const { figures, amount } of earningsOf(given, programme).earnings) {
          const exact = BigInt(figures.share) * BigInt(figures.rateBp);
          const capped = figures.cap === null ? exact : BigInt(figures.cap) * 10_000n;
          const isBelow = figures.minimum !== null && capped < BigInt(figures.minimum) * 10_000n;
          expect(BigInt(amount.minor)).toBe(isBelow ? 0n : (capped + 5_000n) / 10_000n);
        }
      }),
    );
  });

  test('the order of the parts never matters', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        expect(earningsOf({ ...given, parts: [...given.parts].reverse() }, programme)).toEqual(
          earningsOf(given, programme),
        );
      }),
    );
  });

  test('a larger deal never pays less', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 1_000_000 }), (given, more) => {
        fc.pre(given.parts.length === 1);
        const pay = (amount: number) =>
          earningsOf({ ...given, value: { ...given.value, minor: cents(amount) } }, programme).earnings.reduce(
            (sum, one) => sum + one.amount.minor,
            0,
          );
        expect(pay(given.value.minor + more)).toBeGreaterThanOrEqual(pay(given.value.minor));
      }),
    );
  });
});
