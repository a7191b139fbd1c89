import type { Finding, RegistrationBlind, RegistrationDetail } from '../../contract/registrations.ts';
import type { ReadDb } from '../store/db.ts';
import { blindAmong, claimantIn, maskOfCases } from './blind.ts';

type Mask = (text: string) => string;

/**
 * A registration as it may be shown while cases are blind: no claimant of an open case is named in it, be it its own
 * partner or one that competes with it. What is about the customer stays.
 *
 * Not only names tell: what the partner would earn, how long it would be protected and what the criteria found rest on its tier, its
 * people and the value, and the file it came in is called after whoever sent it (field.md, 4.3 and 4.4).
 */
export function blindfolded(db: ReadDb, detail: RegistrationDetail): RegistrationDetail {
  const others = blindAmong(db, [
    ...detail.competing.map(({ id }) => id),
    ...detail.findings.flatMap(({ evidence }) => evidence.flatMap(({ id }) => id ?? [])),
  ]);
  const { blind } = detail;
  const cases = [...(blind === null ? [] : [blind]), ...others.values()].map((one) => one.case);
  if (cases.length === 0) return detail;
  const mask = maskOfCases(db, [...new Set(cases)], 'partners');
  const shown: RegistrationDetail = {
    ...detail,
    input: wordsWithout(detail.input, mask),
    competing: detail.competing.map((claim) => {
      const hidden = others.get(claim.id);
      return hidden === undefined ? claim : { ...claim, partnerName: claimantIn(hidden) };
    }),
    findings: detail.findings.map((finding) => findingWithout(finding, mask, blind, others)),
    history: detail.history.map((entry) => ({ ...entry, words: mask(entry.words) })),
    decision: detail.decision === null ? null : { ...detail.decision, reason: masked(detail.decision.reason, mask) },
  };
  return blind === null ? shown : { ...shown, ...ownWithout(shown, mask) };
}

const masked = (text: string | null, mask: Mask): string | null => (text === null ? null : mask(text));

function findingWithout(
  finding: Finding,
  mask: Mask,
  blind: RegistrationBlind | null,
  others: ReadonlyMap<string, RegistrationBlind>,
): Finding {
  // Criteria and duplicates are about the partner and the value; a net-new test is about the customer.
  if (blind !== null && finding.group !== 'net-new') {
    return { ...finding, words: `Shown when ${blind.number} is sealed.`, evidence: [] };
  }
  return {
    ...finding,
    words: mask(finding.words),
    evidence: finding.evidence.map((one) => ({
      ...one,
      label: mask(one.label),
      value: masked(one.value, mask),
      lineage: one.record === 'registration' && others.has(one.id ?? '') ? null : one.lineage,
    })),
  };
}

/** What was written, whoever is mentioned in it. */
function wordsWithout(input: RegistrationDetail['input'], mask: Mask): RegistrationDetail['input'] {
  const text = <Text extends string | null | undefined>(of: Text) => (typeof of === 'string' ? mask(of) : of) as Text;
  const { contact } = input;
  return {
    ...input,
    contact: { name: text(contact.name), title: text(contact.title), email: text(contact.email) },
    need: text(input.need),
    site: text(input.site),
    evidence: input.evidence.map((one) => ({ ...one, note: mask(one.note) })),
  };
}

/** Without what the registration itself tells of its partner. */
const ownWithout = ({ input, opportunity }: RegistrationDetail, mask: Mask): Partial<RegistrationDetail> => ({
  input: { ...input, partner: 'hidden', value: null, reference: null },
  opportunity: opportunity === null ? null : { ...opportunity, name: mask(opportunity.name) },
  ifApproved: null,
  partnerStanding: null,
  lineage: null,
});
