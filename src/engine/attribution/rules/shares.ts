import { type Origin, Role } from '../../../contract/attribution.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { BasisPoints, Problem } from '../../../contract/units.ts';
import { divide } from '../../programme/rules/money.ts';

/** A partner's part with its share of the whole. */
export interface Share {
  readonly partner: string;
  readonly role: Role;
  readonly shareBp: BasisPoints;
}

const WHOLE_BP = 10_000;

/** Parts in the fixed order of roles, the order in which left-over units are given out; within a role by partner. */
export function inRoleOrder<Part extends { readonly partner: string; readonly role: Role }>(
  parts: readonly Part[],
): Part[] {
  return [...parts].sort(
    (a, b) =>
      Role.options.indexOf(a.role) - Role.options.indexOf(b.role) ||
      (a.partner < b.partner ? -1 : a.partner > b.partner ? 1 : 0),
  );
}

/** AT5: shares from weights, summing to 10 000 bp: rounded down, what is left to the largest remainders, ties by the fixed order of roles. */
export function sharesOf(
  parts: readonly { readonly partner: string; readonly role: Role; readonly weight: number }[],
): Share[] {
  if (parts.length === 0) return [];
  const ordered = inRoleOrder(parts);
  const shares = divide(
    WHOLE_BP,
    ordered.map(({ weight }) => weight),
  );
  return ordered.map(({ partner, role }, place) => ({
    partner,
    role,
    shareBp: Number(shares[place] ?? 0) as BasisPoints,
  }));
}

/**
 * The parts an opportunity starts with: the partner who brought it is its originator with the whole share, one who came later its advisor; in a
 * functional split each has the share of its function.
 */
export function startingShares(
  origin: Origin,
  partner: string | null,
  functions: readonly { readonly partner: string; readonly function: 'specifier' | 'order' | 'site' }[],
  splitBp: ProgrammeBody['conflicts']['functionalSplitBp'],
): Share[] {
  if (functions.length > 1)
    return sharesOf(
      functions.map((one) => ({ partner: one.partner, role: one.function, weight: splitBp[one.function] })),
    );
  if (partner === null || origin === 'direct') return [];
  return sharesOf([{ partner, role: origin === 'influenced' ? 'advisor' : 'originator', weight: 1 }]);
}

/** AT6: shares set by hand sum to 10 000 bp, name each partner once a role, and there are none exactly where the origin is direct. Empty when they may be stored. */
export function shareProblems(
  origin: Origin,
  shares: readonly { readonly partner: string; readonly role: Role; readonly shareBp: number }[],
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, message: string, todo: string) => problems.push({ code, message, todo });
  const total = shares.reduce((sum, share) => sum + share.shareBp, 0);
  if (shares.length > 0 && total !== WHOLE_BP)
    refuse('shares_sum', `The shares add up to ${total / 100} %.`, 'Make them add up to 100 %.');
  if (shares.some((share) => share.shareBp <= 0))
    refuse('share_empty', 'A part has no share.', 'Give it a share, or take it out.');
  const named = new Set(shares.map((share) => `${share.partner} ${share.role}`));
  if (named.size < shares.length)
    refuse('part_twice', 'A partner has the same role twice.', 'Put its shares together.');
  if (shares.filter((share) => share.role === 'originator').length > 1)
    refuse('two_originators', 'There are two originators.', 'An opportunity has one originator.');
  if (origin === 'direct' && shares.length > 0)
    refuse(
      'direct_with_parts',
      'A direct opportunity has no partners.',
      'Choose another origin, or take the parts out.',
    );
  if (origin !== 'direct' && shares.length === 0)
    refuse('no_parts', `The origin is ${origin}, and no partner has a part.`, 'Add the partner, or make it direct.');
  return problems;
}
