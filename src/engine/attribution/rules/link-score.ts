import type { Verdict } from '../../../contract/matching.ts';
import type { IsoDate, Money } from '../../../contract/units.ts';
import { daysBetween } from '../../programme/rules/dates.ts';
import { LINK_WINDOW_DAYS } from '../../registrations/rules/protection.ts';

/** An approved registration that looks for its opportunity. */
export interface LinkRegistration {
  readonly family: string | null;
  /** In the programme's currency; `null` where it is not known or has no rate. */
  readonly value: Money | null;
  readonly receivedOn: IsoDate;
  /** The partner's name in comparable form. */
  readonly partnerName: string;
}

/** An opportunity of an account that may be the customer. */
export interface LinkOpportunity {
  readonly id: string;
  /** How the account compares with the customer. */
  readonly verdict: Exclude<Verdict, 'different'>;
  readonly family: string | null;
  readonly value: Money | null;
  readonly openedOn: IsoDate | null;
  readonly status: 'open' | 'won' | 'lost';
  readonly closeOn: IsoDate | null;
  /** The partner the CRM names, in comparable form; `null` for none. */
  readonly partnerName: string | null;
}

/** How well they fit, and why, the weightiest first. */
export interface LinkScore {
  /** 0 to 1, in hundredths. */
  readonly score: number;
  readonly words: readonly string[];
}

/** From here a link is offered; from there, and alone, it makes itself. */
export const LINK_OFFERED_FROM = 0.5;
export const LINK_MADE_FROM = 0.9;

const fold = (text: string | null) =>
  (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '') || null;

/**
 * LK1: how likely an opportunity is the one a registration brought, in points of a hundred.
 *
 * Account 40 (20 where it is only possible or related), family 20, opened within 180 days after the receipt 20, value near 10, partner named 10. Another
 * family, another partner named, or a close before the receipt rules it out.
 */
export function linkScore(registration: LinkRegistration, opportunity: LinkOpportunity): LinkScore {
  const impossible = whyImpossible(registration, opportunity);
  if (impossible !== null) return { score: 0, words: [impossible] };
  const parts = [
    opportunity.verdict === 'same'
      ? part(40, 'the same account')
      : part(20, `the account is ${opportunity.verdict === 'related' ? 'a related one' : 'possibly the same'}`),
    familyPart(registration, opportunity),
    openingPart(registration, opportunity),
    valuePart(registration, opportunity),
    opportunity.partnerName !== null ? part(10, 'the CRM names the partner') : part(0, 'the CRM names no partner'),
  ];
  const score = parts.reduce((sum, one) => sum + one.points, 0) / 100;
  return { score, words: parts.map((one) => one.words) };
}

interface Part {
  readonly points: number;
  readonly words: string;
}
const part = (points: number, words: string): Part => ({ points, words });

function whyImpossible(registration: LinkRegistration, opportunity: LinkOpportunity): string | null {
  const [x, y] = [fold(registration.family), fold(opportunity.family)];
  if (x !== null && y !== null && x !== y) return `another family: ${opportunity.family}`;
  if (opportunity.partnerName !== null && fold(opportunity.partnerName) !== fold(registration.partnerName))
    return `the CRM names another partner: ${opportunity.partnerName}`;
  const isOver =
    opportunity.status !== 'open' && opportunity.closeOn !== null && opportunity.closeOn < registration.receivedOn;
  return isOver ? `closed on ${opportunity.closeOn}, before the receipt` : null;
}

function familyPart(registration: LinkRegistration, opportunity: LinkOpportunity): Part {
  const known = fold(registration.family) !== null && fold(opportunity.family) !== null;
  return known ? part(20, 'the same family') : part(5, 'the family is not known on both sides');
}

function openingPart({ receivedOn }: LinkRegistration, { openedOn }: LinkOpportunity): Part {
  if (openedOn === null) return part(5, 'the opening has no date');
  const days = daysBetween(receivedOn, openedOn);
  if (days < 0) return part(0, `opened ${-days} days before the receipt`);
  return days <= LINK_WINDOW_DAYS
    ? part(20, `opened ${days} days after the receipt`)
    : part(5, `opened ${days} days after the receipt, later than ${LINK_WINDOW_DAYS}`);
}

function valuePart(registration: LinkRegistration, opportunity: LinkOpportunity): Part {
  const [a, b] = [registration.value, opportunity.value];
  if (a === null || b === null || a.currency !== b.currency || a.minor <= 0 || b.minor <= 0)
    return part(0, 'the values cannot be compared');
  const ratio = Math.min(a.minor, b.minor) / Math.max(a.minor, b.minor);
  const percent = Math.round(ratio * 100);
  if (ratio >= 0.8) return part(10, `the values are near: ${percent} %`);
  return ratio >= 0.5
    ? part(5, `the values are within half: ${percent} %`)
    : part(0, `the values are apart: ${percent} %`);
}

/** An opportunity with its score. */
export interface RankedLink extends LinkScore {
  readonly opportunity: string;
  /** Good enough, and the only one that is, to be made without asking. */
  readonly makesItself: boolean;
}

/** LK2: the links worth offering, the best first, ties by id; one makes itself only where no other reaches the same mark. */
export function rankLinks(registration: LinkRegistration, opportunities: readonly LinkOpportunity[]): RankedLink[] {
  const scored = opportunities
    .map((opportunity) => ({ opportunity: opportunity.id, ...linkScore(registration, opportunity) }))
    .filter(({ score }) => score >= LINK_OFFERED_FROM)
    .sort((a, b) => b.score - a.score || (a.opportunity < b.opportunity ? -1 : 1));
  const isAlone = scored.filter(({ score }) => score >= LINK_MADE_FROM).length === 1;
  return scored.map((one) => ({ ...one, makesItself: isAlone && one.score >= LINK_MADE_FROM }));
}
