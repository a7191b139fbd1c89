import type { ClaimLabel } from '../../src/contract/conflicts.ts';
import type { CaseCriterion } from '../../src/contract/programme.ts';
import type { EpochMs } from '../../src/contract/units.ts';
import type { CaseFacts, DirectClaim, RegistrationClaim } from '../../src/engine/conflicts/rules/policy.ts';
import { addDays } from '../../src/engine/programme/rules/dates.ts';
import { at, on } from './sample-programme.ts';

export const HOUR = 3_600_000;
export const CASE_START = at('2026-06-01T10:00+02:00');

/** Scores of the four criteria, 2 each unless said. */
export const points = (
  evidence: number,
  qualification = 2,
  ability = 2,
  relationship = 2,
): Record<CaseCriterion, number> => ({
  evidence,
  qualification,
  ability,
  relationship,
});
/** A partner's complete claim, so many hours after the start of the case, scored 2 throughout. */
export const sampleClaim = (
  label: ClaimLabel,
  hours: number,
  changes: Partial<RegistrationClaim> = {},
): RegistrationClaim => {
  const receivedAt = (CASE_START + hours * HOUR) as EpochMs;
  return {
    kind: 'registration',
    label,
    receivedAt,
    receivedOn: addDays(on('2026-06-01'), Math.floor((10 + hours) / 24)),
    completeAt: receivedAt,
    preferredBy: [],
    engagedFrom: on('2026-05-01'),
    incumbent: false,
    function: null,
    withdrawn: false,
    scores: points(2),
    ...changes,
  };
};
export const directClaim = (
  label: ClaimLabel,
  openedOn: string | null,
  preferredBy: readonly string[] = [],
): DirectClaim => ({
  kind: 'direct opportunity',
  label,
  openedOn: openedOn === null ? null : on(openedOn),
  preferredBy,
});
export const sampleCase = (claims: CaseFacts['claims'], changes: Partial<CaseFacts> = {}): CaseFacts => ({
  claims,
  isRenewal: false,
  isProject: false,
  ...changes,
});
