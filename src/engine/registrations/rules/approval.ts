import type { Finding } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { daysBetween } from '../../programme/rules/dates.ts';
import { isStale } from './net-new.ts';

/** What an approval rests on. */
export interface ApprovalFacts {
  readonly findings: readonly Finding[];
  readonly extractAsOf: IsoDate | null;
  readonly receivedOn: IsoDate;
  readonly approvedOn: IsoDate;
  readonly staleAfterDays: number;
}

/** What an approval would be. */
export interface ApprovalOutcome {
  /** Approved on what is known, and checked again at the next extract. */
  readonly provisional: boolean;
  readonly provisionalWhy: string | null;
  /** Failed criteria, tests and checks: an approval must say why it overrides them. */
  readonly toOverride: readonly Finding[];
}

/**
 * AO1: an approval is provisional when any net-new test cannot tell, or there is no extract, or it is stale; a failed check needs a reason to override it.
 */
export function approvalOutcome(facts: ApprovalFacts): ApprovalOutcome {
  const toOverride = facts.findings.filter((one) => one.result === 'fail');
  const provisionalWhy = whyProvisional(facts);
  return { provisional: provisionalWhy !== null, provisionalWhy, toOverride };
}

function whyProvisional({
  findings,
  extractAsOf,
  receivedOn,
  approvedOn,
  staleAfterDays,
}: ApprovalFacts): string | null {
  if (extractAsOf === null) return 'No CRM extract was imported yet.';
  if (isStale(extractAsOf, receivedOn, approvedOn, staleAfterDays))
    return `The extract of ${extractAsOf} is ${daysBetween(extractAsOf, approvedOn)} days old.`;
  const open = findings.filter((one) => one.group === 'net-new' && one.result === 'cannot tell');
  const [first] = open;
  if (!first) return null;
  return open.length === 1
    ? `${first.title}: ${first.words}`
    : `${open.length} net-new tests cannot tell: ${open.map((one) => one.rule).join(', ')}.`;
}

/**
 * AO2: a provisional approval at the next extract: confirmed when every net-new test passes, in question when one fails now, else still provisional.
 */
export function recheckedApproval(
  facts: ApprovalFacts,
):
  | { readonly state: 'confirmed' }
  | { readonly state: 'provisional'; readonly why: string }
  | { readonly state: 'in question'; readonly failed: readonly Finding[] } {
  const failed = facts.findings.filter((one) => one.group === 'net-new' && one.result === 'fail');
  if (failed.length > 0) return { state: 'in question', failed };
  const why = whyProvisional(facts);
  return why === null ? { state: 'confirmed' } : { state: 'provisional', why };
}
