import { EvidenceRung } from '../../../contract/programme.ts';
import type { Evidence } from '../../../contract/registrations.ts';

/** The eight rungs, lowest first: index 0 is rung 1. */
export const RUNGS: readonly EvidenceRung[] = EvidenceRung.options;

/** The sales activities of AWS's co-sell files, which map onto the rungs one to one, in the same order. */
const AWS_ACTIVITIES: readonly string[] = [
  'initialized discussions with customer',
  'customer has shown interest in solution',
  'conducted poc demo',
  'in evaluation planning stage',
  'agreed on solution to business problem',
  'completed action plan',
  'finalized deployment need',
  'sow signed',
];

/** The number of a rung, 1 to 8. */
export function rungNumber(kind: EvidenceRung): number {
  return RUNGS.indexOf(kind) + 1;
}

/** The highest rung of the evidence ladder reached, 0 for none to 8. */
export function highestRung(evidence: readonly Pick<Evidence, 'kind'>[]): number {
  return evidence.reduce((highest, { kind }) => Math.max(highest, rungNumber(kind)), 0);
}

/** The rung a text names, in our words or in those of AWS's files, whatever its case and punctuation; `null` for another text. */
export function rungNamed(text: string): EvidenceRung | null {
  const plain = (words: string) =>
    words
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim();
  const wanted = plain(text);
  const at = RUNGS.findIndex((rung, index) => plain(rung) === wanted || AWS_ACTIVITIES[index] === wanted);
  return RUNGS[at] ?? null;
}
