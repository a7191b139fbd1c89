import type { Attribution, Origin, Role } from '../../../contract/attribution.ts';
import type { BasisPoints, PartnerId } from '../../../contract/units.ts';

/** A partner's part as it is typed; the share in per cent. */
export type PartDraft = { key: number; partner: string | null; role: Role; percent: number | '' };

export type CreditDraft = { origin: Origin; parts: readonly PartDraft[]; reason: string };

const WHOLE_BP = 10_000;

/** What stands now, ready to be changed. */
export const draftOf = ({ origin, roles }: Pick<Attribution, 'origin' | 'roles'>): CreditDraft => ({
  origin,
  parts: roles.map(({ partner, role, shareBp }, key) => ({ key, partner, role, percent: shareBp / 100 })),
  reason: '',
});

/** Another origin: a direct one has no parts, any other at least one. */
export function withOrigin(draft: CreditDraft, origin: Origin): CreditDraft {
  if (origin === 'direct') return { ...draft, origin, parts: [] };
  return draft.parts.length > 0 ? { ...draft, origin } : withPart({ ...draft, origin });
}

/** One part more, with the share that is left. */
export function withPart(draft: CreditDraft): CreditDraft {
  const left = Math.max(0, leftBp(draft.parts)) / 100;
  const hasOriginator = draft.parts.some(({ role }) => role === 'originator');
  const role: Role = hasOriginator || draft.origin === 'influenced' ? 'advisor' : 'originator';
  const key = Math.max(-1, ...draft.parts.map((part) => part.key)) + 1;
  return { ...draft, parts: [...draft.parts, { key, partner: null, role, percent: left === 0 ? '' : left }] };
}

/** The whole in equal shares, what can't be divided going to the first. */
export function divided(parts: readonly PartDraft[]): PartDraft[] {
  const each = Math.floor(WHOLE_BP / parts.length);
  const over = WHOLE_BP - each * parts.length;
  return parts.map((part, place) => ({ ...part, percent: (each + (place < over ? 1 : 0)) / 100 }));
}

const shareBp = ({ percent }: PartDraft): number => (percent === '' ? 0 : Math.round(percent * 100));

/** What is missing to the whole, in basis points; below zero where the shares are too many. */
export const leftBp = (parts: readonly PartDraft[]): number =>
  WHOLE_BP - parts.reduce((sum, part) => sum + shareBp(part), 0);

/** The parts as they are sent. */
export const rolesOf = (parts: readonly PartDraft[]) =>
  parts.map((part) => ({
    partner: (part.partner ?? '') as PartnerId,
    role: part.role,
    shareBp: shareBp(part) as BasisPoints,
  }));

/** Why it can't be sent yet: the first thing that is missing; `undefined` when nothing is. */
export function missingIn(
  { parts, reason }: CreditDraft,
  percent: (basisPoints: number) => string,
): string | undefined {
  if (parts.some(({ partner }) => partner === null)) return 'Choose the partner of each part.';
  if (parts.some((part) => shareBp(part) <= 0)) return 'Give each part a share, or remove it.';
  const left = leftBp(parts);
  if (parts.length > 0 && left > 0) return `${percent(left)} is still to be given.`;
  if (parts.length > 0 && left < 0) return `The shares are ${percent(-left)} more than the whole.`;
  if (new Set(parts.map(({ partner, role }) => `${partner} ${role}`)).size < parts.length)
    return 'A partner has the same role twice: put its shares together.';
  if (parts.filter(({ role }) => role === 'originator').length > 1) return 'An opportunity has one originator.';
  return reason.trim() === '' ? 'Say why.' : undefined;
}
