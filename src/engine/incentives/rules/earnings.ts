import type { z } from 'zod';
import type { Origin, Role } from '../../../contract/attribution.ts';
import type { CalculationStep as CalculationStepSchema } from '../../../contract/incentives.ts';
import type { IncentiveRule, ProgrammeBody, RegistrationType } from '../../../contract/programme.ts';
import type { IsoDate, Minor, Money } from '../../../contract/units.ts';
import { inRoleOrder } from '../../attribution/rules/shares.ts';
import { divide, inProgrammeCurrency, minor, moneyWords, percentWords, rounded } from '../../programme/rules/money.ts';

export type CalculationStep = z.infer<typeof CalculationStepSchema>;

/** What a plan is applied to: one won opportunity, or one that would be won. */
export interface EarningFacts {
  readonly type: RegistrationType;
  readonly origin: Origin;
  /** Whether the account had a win before. */
  readonly customer: 'new logo' | 'expansion';
  /** Whether the extract calls it a renewal. */
  readonly renewal: boolean;
  /** Contract value before discount. */
  readonly value: Money;
  /** In the currency of `value`; `null` where the extract has none. */
  readonly discount: Minor | null;
  readonly firstYear: Minor | null;
  readonly collected: Minor | null;
  /** The day of the win: its exchange rate counts. */
  readonly wonOn: IsoDate;
  /** Shares sum to 10 000 bp. The tier is that on the programme's tier date. */
  readonly parts: readonly {
    readonly partner: string;
    readonly role: Role;
    readonly shareBp: number;
    readonly tier: string | null;
  }[];
}

/** The figures a statement recomputes an amount from, in order: share of the base, times rate, capped, rounded. */
export interface Figures {
  readonly base: Minor;
  readonly shareBp: number;
  /** The partner's part of the base: whole units, all parts together the base. */
  readonly share: Minor;
  readonly rateBp: number;
  /** The most it may be, of the rule or of the cap on the deal; `null` where neither bites. */
  readonly cap: Minor | null;
  readonly minimum: Minor | null;
  readonly rounding: IncentiveRule['rounding'];
}

/** What one partner earns by one rule. An amount of zero says why nothing is paid. */
export interface Earning {
  readonly rule: string;
  readonly ruleName: string;
  readonly partner: string;
  readonly role: Role;
  readonly amount: Money;
  readonly steps: readonly CalculationStep[];
  readonly figures: Figures;
  /** Why it is nothing; `null` where something is paid. */
  readonly nothingBecause: string | null;
}

/** All earnings on an opportunity, and why there are none where there are none. */
export interface Earnings {
  readonly earnings: readonly Earning[];
  readonly noneBecause: string | null;
}

type Plan = Pick<ProgrammeBody, 'currency' | 'exchangeRates' | 'tiers' | 'incentives'>;

/** An earning on its way: `exact` is in ten-thousandths of a minor unit, so that nothing is rounded before the end. */
interface Draft {
  readonly rule: IncentiveRule;
  readonly part: EarningFacts['parts'][number];
  readonly base: Minor;
  readonly share: Minor;
  readonly rateBp: number;
  readonly steps: CalculationStep[];
  exact: bigint;
  cap: Minor | null;
}

const SCALE = 4;

/** Whether a rule of the plan applies to an opportunity. */
export function ruleApplies(
  rule: IncentiveRule,
  facts: Pick<EarningFacts, 'type' | 'origin' | 'customer' | 'renewal'>,
): boolean {
  const { types, origins, customer, renewals } = rule.applies;
  if (renewals !== undefined && (renewals === 'only') !== facts.renewal) return false;
  if (!types.includes(facts.type) || facts.origin === 'direct' || !origins.includes(facts.origin)) return false;
  return customer === 'any' || (customer === 'only new logo') === (facts.customer === 'new logo');
}

/**
 * What a won opportunity earns its partners by the plan, rule by rule, in whole minor units of the programme's currency.
 *
 * The order is discount, base, share, rate, cap, minimum, round, each a step with its figures. Points on top raise the rate of the first main rule that
 * applies. All payouts together stay within the cap on the deal, taken off in proportion. Source: product.md, Incentives; field.md §3.4.
 */
export function earningsOf(facts: EarningFacts, plan: Plan): Earnings {
  const none = (noneBecause: string): Earnings => ({ earnings: [], noneBecause });
  if (facts.parts.length === 0) return none('No partner has a part in it.');
  const total = facts.parts.reduce((sum, part) => sum + part.shareBp, 0);
  if (total !== 10_000) throw new Error(`expected shares that sum to 10 000 bp, found ${total}`);
  const converted = inProgrammeCurrency(facts.value, facts.wonOn, plan);
  if (converted === null) return none(`There is no rate for ${facts.value.currency} on ${facts.wonOn}.`);
  const applying = plan.incentives.rules.filter((rule) => ruleApplies(rule, facts));
  const main = applying.filter((rule) => rule.rate.kind !== 'points on top');
  const onTop = applying.filter((rule) => rule.rate.kind === 'points on top');
  const [first] = main;
  const business = facts.renewal ? 'renewal' : facts.customer;
  if (!first) return none(`No rule of the plan pays for ${facts.type} that is ${facts.origin}, ${business}.`);
  const drafts: Draft[] = [];
  for (const rule of main) {
    const based = baseOf(rule, facts, plan);
    if ('unknown' in based) {
      if (main.length === 1) return none(based.unknown);
      continue;
    }
    drafts.push(...draftsOf(rule, rule === first ? onTop : [], based, facts, plan));
  }
  capDeal(drafts, converted.money.minor, plan);
  return { earnings: drafts.map((draft) => settle(draft, plan)), noneBecause: null };
}

interface Base {
  readonly base: Minor;
  readonly steps: readonly CalculationStep[];
}

function baseOf(rule: IncentiveRule, facts: EarningFacts, plan: Plan): Base | { readonly unknown: string } {
  const { value, discount, firstYear, collected } = facts;
  const own = (amount: number): Money => ({ minor: minor(amount), currency: value.currency });
  const steps: CalculationStep[] = [];
  let amount: Money;
  switch (rule.base) {
    case 'contract value':
      amount = value;
      break;
    case 'net of discount':
      amount = own(value.minor - (discount ?? 0));
      steps.push({
        step: 'discount',
        words:
          discount === null
            ? `No discount is recorded on ${moneyWords(value)}`
            : `${moneyWords(value)} less the discount of ${moneyWords(own(discount))}`,
        value: amount,
      });
      break;
    default: {
      const known = rule.base === 'first year' ? firstYear : collected;
      if (known === null)
        return {
          unknown: `${rule.name} is paid on the ${rule.base === 'first year' ? 'value of the first year' : 'amount collected'}, which is not known.`,
        };
      amount = own(known);
    }
  }
  const converted = inProgrammeCurrency(amount, facts.wonOn, plan);
  if (converted === null) return { unknown: `There is no rate for ${value.currency} on ${facts.wonOn}.` };
  const at = converted.rate === null ? '' : `: ${moneyWords(amount)} at ${converted.rate.rate} of ${converted.rate.on}`;
  steps.push({
    step: 'base',
    words: `Base is the ${rule.base === 'collected' ? 'amount collected' : rule.base}${at}`,
    value: converted.money,
  });
  return { base: converted.money.minor, steps };
}

function draftsOf(
  rule: IncentiveRule,
  onTop: readonly IncentiveRule[],
  { base, steps }: Base,
  facts: EarningFacts,
  plan: Plan,
): Draft[] {
  const parts = inRoleOrder(facts.parts);
  // IN7: whole units, so that the parts of all partners together are the base to the last cent.
  const shares = divide(
    base,
    parts.map((part) => part.shareBp),
  );
  return parts.map((part, place) => {
    const share = shares[place] ?? minor(0);
    const own = rateOf(rule, part.tier, plan);
    const rateBp = onTop.reduce(
      (sum, extra) => sum + (extra.rate.kind === 'points on top' ? extra.rate.pointsBp : 0),
      own.rateBp,
    );
    const money = (amount: Minor): Money => ({ minor: amount, currency: plan.currency });
    const exact = BigInt(share) * BigInt(rateBp);
    const raised = onTop
      .map(
        (extra) =>
          ` + ${extra.rate.kind === 'points on top' ? percentWords(extra.rate.pointsBp) : ''} (${extra.id} ${extra.name})`,
      )
      .join('');
    const draft: Draft = {
      rule,
      part,
      base,
      share,
      rateBp,
      exact,
      cap: null,
      steps: [
        ...steps,
        {
          step: 'share',
          words: `${percentWords(part.shareBp)} as ${part.role} of ${moneyWords(money(base))}`,
          value: money(share),
        },
        {
          step: 'rate',
          words: `${percentWords(rateBp)}${raised === '' ? own.words : ` = ${percentWords(own.rateBp)}${own.words}${raised}`} of ${moneyWords(money(share))}`,
          value: money(rounded(exact, SCALE, rule.rounding)),
        },
      ],
    };
    if (rule.maximumPayout !== null && exact > BigInt(rule.maximumPayout) * 10_000n) {
      draft.exact = BigInt(rule.maximumPayout) * 10_000n;
      draft.cap = rule.maximumPayout;
      draft.steps.push({
        step: 'cap',
        words: `No more than ${moneyWords(money(rule.maximumPayout))} by ${rule.id}`,
        value: money(rule.maximumPayout),
      });
    }
    return draft;
  });
}

function rateOf(
  rule: IncentiveRule,
  tier: string | null,
  plan: Plan,
): { readonly rateBp: number; readonly words: string } {
  const known = plan.tiers.find((one) => one.name === tier) ?? plan.tiers[0];
  if (!known) throw new Error('expected a programme to have a tier, found none');
  switch (rule.rate.kind) {
    case 'flat':
      return { rateBp: rule.rate.rateBp, words: '' };
    case 'resale margin of the tier':
      return { rateBp: known.resaleMarginBp, words: ` (tier ${known.name})` };
    case 'services attach of the tier':
      return { rateBp: known.servicesAttachBp, words: ` (tier ${known.name})` };
    default:
      return { rateBp: 0, words: '' };
  }
}

/** The cap on the deal: what all payouts exceed it by is taken off each in proportion, to the last unit. */
function capDeal(drafts: readonly Draft[], dealValue: number, plan: Plan): void {
  // Floored: a rounded cap could lie above the share of the deal it stands for.
  const cap = (BigInt(dealValue) * BigInt(plan.incentives.dealCapBp)) / 10_000n;
  const all = drafts.reduce((sum, draft) => sum + draft.exact, 0n);
  if (all <= cap * 10_000n) return;
  const limits = divideExact(
    cap,
    drafts.map((draft) => draft.exact),
  );
  for (const [place, draft] of drafts.entries()) {
    const limit = minor(limits[place] ?? 0n);
    draft.exact = BigInt(limit) * 10_000n;
    draft.cap = limit;
    const most = moneyWords({ minor: minor(cap), currency: plan.currency });
    draft.steps.push({
      step: 'cap',
      words: `All payouts together are no more than ${percentWords(plan.incentives.dealCapBp)} of the deal, ${most}`,
      value: { minor: limit, currency: plan.currency },
    });
  }
}

// The weights are amounts in ten-thousandths and may be larger than a safe integer, unlike the shares of `divide`.
function divideExact(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const parts = weights.map((weight, place) => ({
    place,
    units: (amount * weight) / whole,
    remainder: (amount * weight) % whole,
  }));
  let left = amount - parts.reduce((sum, part) => sum + part.units, 0n);
  for (const part of [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0n) break;
    part.units += 1n;
    left -= 1n;
  }
  return parts.map((part) => part.units);
}

function settle(draft: Draft, plan: Plan): Earning {
  const { rule, part, base, share, rateBp, cap, exact } = draft;
  const money = (amount: Minor): Money => ({ minor: amount, currency: plan.currency });
  const steps = [...draft.steps];
  const isBelow = rule.minimumPayout !== null && exact < BigInt(rule.minimumPayout) * 10_000n;
  const amount = isBelow ? minor(0) : rounded(exact, SCALE, rule.rounding);
  let nothingBecause: string | null = null;
  if (isBelow && rule.minimumPayout !== null) {
    nothingBecause = `Below the minimum payout of ${moneyWords(money(rule.minimumPayout))}: nothing is paid`;
    steps.push({ step: 'minimum', words: nothingBecause, value: money(amount) });
  } else {
    steps.push({
      step: 'round',
      words: `Rounded ${rule.rounding} to the last unit of ${plan.currency}`,
      value: money(amount),
    });
    if (amount === 0) nothingBecause = rateBp === 0 ? 'The rate is 0 %' : 'It comes to less than the smallest unit';
  }
  const figures: Figures = {
    base,
    shareBp: part.shareBp,
    share,
    rateBp,
    cap,
    minimum: rule.minimumPayout,
    rounding: rule.rounding,
  };
  return {
    rule: rule.id,
    ruleName: rule.name,
    partner: part.partner,
    role: part.role,
    amount: money(amount),
    steps,
    figures,
    nothingBecause,
  };
}

/** The day whose tier a payout goes by. */
export function tierDateOf(
  tierDate: ProgrammeBody['incentives']['tierDate'],
  dates: { readonly receivedOn: IsoDate; readonly approvedOn: IsoDate; readonly wonOn: IsoDate },
): IsoDate {
  return { registration: dates.receivedOn, approval: dates.approvedOn, won: dates.wonOn }[tierDate];
}
