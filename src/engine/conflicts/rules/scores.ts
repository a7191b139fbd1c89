import { CaseCriterion } from '../../../contract/programme.ts';

/** Scores of one claim, 0 to 4 each. */
export type ClaimScores = Partial<Record<CaseCriterion, number | undefined>>;

/** What each score means, so that two deciders give the same one. */
export const CRITERIA: readonly { readonly id: CaseCriterion; readonly title: string; readonly guide: string }[] = [
  {
    id: 'evidence',
    title: 'Evidence',
    guide:
      '0 none · 1 undated or hearsay · 2 dated, one-sided · 3 dated and confirmed by the customer · 4 signed by the customer',
  },
  {
    id: 'qualification',
    title: 'Qualification',
    guide:
      '0 nothing known · 1 a need · 2 need and decider · 3 need, decider and time · 4 need, decider, time and budget',
  },
  {
    id: 'ability',
    title: 'Ability to deliver',
    guide:
      '0 none · 1 planned · 2 certified people · 3 certified people and one reference · 4 several references of this kind',
  },
  {
    id: 'relationship',
    title: 'Relationship',
    guide: '0 none · 1 a contact · 2 meetings with the decider · 3 earlier business · 4 business for years',
  },
];

/** The weighted total of a claim in hundredths of a percent of a point, 0 to 40 000; `null` until every criterion with a weight is scored. */
export function weightedTotalBp(
  scores: ClaimScores,
  weightsBp: Readonly<Record<CaseCriterion, number>>,
): number | null {
  let total = 0;
  for (const criterion of CaseCriterion.options) {
    const weight = weightsBp[criterion];
    const score = scores[criterion];
    if (weight === 0) continue;
    if (score === undefined) return null;
    total += weight * score;
  }
  return total;
}

/** The weighted total as shown, 0 to 4 with two decimals at most. */
export function weightedTotal(scores: ClaimScores, weightsBp: Readonly<Record<CaseCriterion, number>>): number | null {
  const total = weightedTotalBp(scores, weightsBp);
  return total === null ? null : Math.round(total / 100) / 100;
}

/** The criteria a claim still lacks a score for, in the order of the form. */
export function unscored(scores: ClaimScores): CaseCriterion[] {
  return CaseCriterion.options.filter((criterion) => scores[criterion] === undefined);
}
