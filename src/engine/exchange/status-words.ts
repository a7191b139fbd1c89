import type { OpportunityStatus } from '../../contract/accounts.ts';

const LOST =
  /\b(lost|loss|cancel+ed|out-?sold|disqualified|abandoned|dead|rejected|declined|no decision|verloren|perdu|perdida|perdido)\b|closedlost/i;
const WON = /\b(won|win|signed|launched|gewonnen|gagn[ée]e?|ganad[ao])\b|closedwon/i;
const NOT_WON = /\b(not|un|never)\W?(won|closed)/i;

/**
 * What a CRM's word for a stage or status means: by words for losing and winning, else open.
 *
 * `Closed Won` of Salesforce, `closedwon` of HubSpot, `Won`/`Lost` of Dynamics and Pipedrive. A closed record that does
 * not say how it ended is `undefined`.
 */
export function statusOfWord(word: string): OpportunityStatus | undefined {
  if (LOST.test(word) || NOT_WON.test(word)) return 'lost';
  if (WON.test(word)) return 'won';
  if (/^(closed|geschlossen|ferm[ée]|cerrad[ao]|inactive)$/i.test(word.trim())) return undefined;
  return 'open';
}

/** Dynamics writes its state as a number. */
const STATE_CODES: Readonly<Record<string, OpportunityStatus>> = { 0: 'open', 1: 'won', 2: 'lost' };

/** Facts of one row about how an opportunity stands; `null` where the file has none. */
export interface StatusFacts {
  readonly status: string | null;
  readonly stage: string | null;
  readonly won: boolean | null;
  readonly closed: boolean | null;
  readonly wonOn: string | null;
  readonly lostOn: string | null;
}

/**
 * Open, won or lost: a flag decides before the status, the status before the stage, and the times of winning and losing
 * where there is neither.
 *
 * @param words what a person said words of this source mean
 * @returns `undefined` when it is closed and nothing says how
 */
export function statusOf(facts: StatusFacts, words: Readonly<Record<string, string>>): OpportunityStatus | undefined {
  if (facts.won === true) return 'won';
  const word = facts.status ?? facts.stage;
  // What the mapping screen shows for a word is what was inferred; only a word that a person changed decides by itself.
  const told = word === null ? undefined : asStatus(words[word]);
  if (word !== null && told !== undefined && told !== statusOfWord(word)) return told;
  const fromStatus = facts.status === null ? undefined : (STATE_CODES[facts.status] ?? statusOfWord(facts.status));
  if (fromStatus === 'won' || fromStatus === 'lost') return fromStatus;
  const stageSays = facts.stage === null ? undefined : (asStatus(words[facts.stage]) ?? statusOfWord(facts.stage));
  if (facts.status === null && (stageSays === 'won' || stageSays === 'lost')) return stageSays;
  if (facts.wonOn !== null && facts.lostOn === null) return 'won';
  if (facts.lostOn !== null && facts.wonOn === null) return 'lost';
  if (facts.closed === true)
    return facts.won === false || stageSays === 'lost' ? 'lost' : stageSays === 'won' ? 'won' : undefined;
  if (fromStatus !== undefined) return fromStatus;
  if (facts.status !== null && (stageSays === 'won' || stageSays === 'lost')) return stageSays;
  return facts.stage === null && facts.status === null ? 'open' : stageSays;
}

const asStatus = (word: string | undefined): OpportunityStatus | undefined =>
  word === 'open' || word === 'won' || word === 'lost' ? word : undefined;
