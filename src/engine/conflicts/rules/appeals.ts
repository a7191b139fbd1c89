import type { ClaimLabel } from '../../../contract/conflicts.ts';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { EpochMs, IsoDate, Problem } from '../../../contract/units.ts';
import { addBusinessDays, type Calendar, dayOf } from '../../programme/rules/calendar.ts';

type Policy = ProgrammeBody['conflicts'];

/** AP1: the last day to file an appeal, 10 business days after the day of the ruling, included. */
export function appealUntil(ruledAt: EpochMs, policy: Policy, calendar: Calendar): IsoDate {
  return addBusinessDays(dayOf(ruledAt, calendar), policy.appealBusinessDays, calendar);
}

/** AP2: when the answer to an appeal is due, 15 business days after it was filed. */
export function appealAnswerDue(filedAt: EpochMs, policy: Policy, calendar: Calendar): EpochMs {
  return addBusinessDays(filedAt, policy.answerAppealBusinessDays, calendar);
}

/** When a case is to be ruled on. */
export function ruleBy(openedAt: EpochMs, policy: Policy, calendar: Calendar): EpochMs {
  return addBusinessDays(openedAt, policy.ruleBusinessDays, calendar);
}

/** What the rules on filing an appeal look at. */
export interface AppealFacts {
  readonly isRuled: boolean;
  readonly appealed: boolean;
  readonly appealUntil: IsoDate;
  /** The claims a partner stands behind: the vendor's own does not appeal. */
  readonly claimants: readonly ClaimLabel[];
  readonly winner: ClaimLabel | null;
  readonly outcome: string;
}

/** AP3: one appeal a case, in time, by a partner that did not get all it claimed. Empty when it may be filed. */
export function appealProblems(facts: AppealFacts, by: ClaimLabel, today: IsoDate): Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, message: string, todo: string) => problems.push({ code, message, todo });
  if (!facts.isRuled) refuse('not_ruled', 'The case has no ruling yet.', 'Appeal once it is ruled.');
  else if (facts.appealed)
    refuse('appealed_before', 'This case was appealed once.', 'The decision on an appeal is final.');
  else if (today > facts.appealUntil)
    refuse('appeal_late', `An appeal had to be filed by ${facts.appealUntil}.`, 'The ruling is final.');
  if (!facts.claimants.includes(by))
    refuse('no_claimant', `${by} is not a partner’s claim in this case.`, `Name one of ${facts.claimants.join(', ')}.`);
  else if (facts.winner === by && facts.outcome === 'award')
    refuse('won_all', `${by} was awarded the deal.`, 'Only a claimant that did not win may appeal.');
  return problems;
}

/** AP4: an appeal is decided by somebody other than who ruled. Empty when this person may. Names are compared without case and spaces at the ends. */
export function appealDeciderProblems(ruledBy: string, decider: string): Problem[] {
  const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase();
  if (plain(ruledBy) !== plain(decider)) return [];
  return [
    {
      code: 'same_decider',
      message: `${decider} made the ruling that is appealed.`,
      todo: 'Let somebody else open the workspace on their own account and decide it; on the command line `--actor` says who it is.',
    },
  ];
}
