import type { Finding, FindingEvidence, FindingResult } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';
import type { MatchedAccount, OpportunityFacts, OtherRegistration } from './facts.ts';

/** What a rule is called: its id, its group, and its name on screen. */
export interface RuleName {
  readonly rule: string;
  readonly group: Finding['group'];
  readonly title: string;
}

/** A finding of a rule. */
export function finding(
  name: RuleName,
  result: FindingResult,
  words: string,
  evidence: readonly FindingEvidence[] = [],
  asOf: IsoDate | null = null,
): Finding {
  return { ...name, result, words, evidence: [...evidence], asOf };
}

/** A field of the registration itself, as evidence. */
export function ofRegistration(field: string, value: string | null): FindingEvidence {
  return { record: 'registration', id: null, label: 'this registration', field, value, lineage: null };
}

/** A rule of the programme, as evidence. */
export function ofProgramme(field: string, value: string): FindingEvidence {
  return { record: 'programme', id: null, label: 'the programme', field, value, lineage: null };
}

/** A field of the partner, as evidence. */
export function ofPartner(
  partner: { readonly id: string; readonly name: string },
  field: string,
  value: string | null,
): FindingEvidence {
  return { record: 'partner', id: partner.id, label: partner.name, field, value, lineage: null };
}

/** A field of an opportunity, as evidence. */
export function ofOpportunity(
  opportunity: OpportunityFacts,
  account: MatchedAccount,
  field: string,
  value: string | null,
): FindingEvidence {
  const label = `${opportunity.name} (${account.name})`;
  return { record: 'opportunity', id: opportunity.id, label, field, value, lineage: opportunity.lineage };
}

/** An account, as evidence. */
export function ofAccount(account: MatchedAccount, field: string, value: string): FindingEvidence {
  return { record: 'account', id: account.id, label: account.name, field, value, lineage: account.lineage };
}

/** Another registration, as evidence. */
export function ofOther(other: OtherRegistration, field: string, value: string | null): FindingEvidence {
  return {
    record: 'registration',
    id: other.id,
    label: `${other.number} of ${other.partnerName}`,
    field,
    value,
    lineage: null,
  };
}

/** Names that differ only in case, spaces or punctuation are one: `GTX Pro`, `gtx-pro`. Empty text is nothing. */
export function fold(text: string | null): string | null {
  const folded = (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return folded === '' ? null : folded;
}

/** Whether two claims are on the same site: a claim without one is on the whole customer. */
export function sitesMeet(a: string | null, b: string | null): boolean {
  const [x, y] = [fold(a), fold(b)];
  return x === null || y === null || x === y;
}
