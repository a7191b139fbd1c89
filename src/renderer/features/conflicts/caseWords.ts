import type { CaseDetail, CaseItem, Claim, ClaimLabel, Outcome } from '../../../contract/conflicts.ts';
import type { Format } from '../../format/useFormat.tsx';
import type { Tone } from '../../ui/tone.ts';

/** Three colours for up to eight claimants: the letter carries the meaning, the colour repeats it. */
export const colorOf = (label: ClaimLabel): 'a' | 'b' | 'c' =>
  (['a', 'b', 'c'] as const)['ABCDEFGH'.indexOf(label) % 3] ?? 'a';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** “two claims”. */
export const claimsWords = (count: number): string =>
  `${NUMBERS[count] ?? String(count)} ${count === 1 ? 'claim' : 'claims'}`;

const STATES: Readonly<Record<CaseItem['state'], string>> = {
  open: 'blind, to be scored',
  sealed: 'sealed, to be ruled on',
  ruled: 'ruled',
  appealed: 'appealed',
  closed: 'closed',
  dismissed: 'dismissed',
};

/** What a case waits for, and how much that presses. */
export function stateWords(item: CaseItem, format: Format): { words: string; tone: Tone } {
  if (item.state === 'ruled' && item.appealUntil !== null && item.appealUntil >= format.today) {
    return { words: `ruled, appeal until ${format.shortDate(item.appealUntil)}`, tone: 'neutral' };
  }
  if (item.waiting !== null) return { words: 'blind, claimants asked', tone: 'neutral' };
  const waits = item.state === 'open' || item.state === 'sealed' || item.state === 'appealed';
  return { words: STATES[item.state], tone: waits ? 'accent' : 'neutral' };
}

/** “ruling due in 6 d”, “answer 2 d overdue”; `undefined` where nothing is waited for. */
export function dueWords(item: CaseItem, format: Format): { words: string; tone: Tone } | undefined {
  if (item.waiting !== null) {
    return { words: `${item.waiting.answered} of ${item.waiting.of} answered`, tone: 'neutral' };
  }
  if (item.state !== 'open' && item.state !== 'sealed' && item.state !== 'appealed') return undefined;
  const what = item.state === 'appealed' ? 'answer' : 'ruling';
  if (item.overdue) return { words: `${what} ${format.businessLeft(item.leftHours)}`, tone: 'fail' };
  const tone: Tone = item.leftHours <= format.hoursPerDay ? 'due' : 'neutral';
  return { words: `${what} due in ${format.businessLength(item.leftHours)}`, tone };
}

/** “Claim A”, with who made it once that is open. */
export const claimantName = (claim: Claim | undefined, label: ClaimLabel): string =>
  claim?.revealed == null ? `claimant ${label}` : `${label}, ${claim.revealed.partnerName}`;

const OUTCOMES: Readonly<Record<Outcome, (winner: string) => string>> = {
  award: (winner) => `Award the deal to ${winner}`,
  'co-sell': (winner) => (winner === '' ? 'The claimants sell together' : `Co-sell with ${winner}`),
  teaming: (winner) => `Team up with ${winner}`,
  'functional split': (winner) => `Split by function, led by ${winner}`,
  'direct keeps': () => 'The direct team keeps the deal',
  'no protection': () => 'Nobody is protected',
};

/** An outcome as a sentence: “Award the deal to A, Kestrel Parts”. */
export function outcomeWords(detail: CaseDetail, outcome: Outcome, winner: ClaimLabel | null): string {
  const claim = detail.list.find((one) => one.label === winner);
  return OUTCOMES[outcome](winner === null ? '' : claimantName(claim, winner));
}

/** Which claims an outcome can name: as the policy has it, a partner’s, our own, or none. */
export function winnersOf(detail: CaseDetail, outcome: Outcome): { labels: ClaimLabel[]; needed: boolean } {
  const of = (kind: Claim['kind']) => detail.list.filter((claim) => claim.kind === kind).map((claim) => claim.label);
  switch (outcome) {
    case 'award':
    case 'teaming':
    case 'functional split':
      return { labels: of('registration'), needed: true };
    case 'co-sell':
      return { labels: of('registration'), needed: false };
    case 'direct keeps':
      return { labels: of('direct opportunity'), needed: false };
    default:
      return { labels: [], needed: false };
  }
}

/** The outcomes this case can have: no direct team keeps what it never had. */
export const outcomesOf = (detail: CaseDetail, all: readonly Outcome[]): Outcome[] =>
  all.filter(
    (outcome) => outcome !== 'direct keeps' || detail.list.some((claim) => claim.kind === 'direct opportunity'),
  );

/** Whether two names are one person’s, as the policy on appeals compares them. */
export const isSamePerson = (one: string, other: string): boolean => {
  const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase();
  return plain(one) === plain(other);
};

/** The meanings of the scores from a guide: “0 none · 1 a need · …”, 0 first. */
export const meaningsOf = (guide: string): string[] =>
  guide.split(' · ').flatMap((part) => {
    const found = /^\d (.+)$/.exec(part.trim());
    return found?.[1] === undefined ? [] : [found[1]];
  });
