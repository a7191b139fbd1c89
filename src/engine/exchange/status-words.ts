import type { OpportunityStatus } from '../../contract/accounts.ts';

/** Whole words, whatever the letters: `closed_lost` of an export has the word, `flost` has not. */
const words = (list: string): RegExp => new RegExp(`(?<!\\p{L})(?:${list})(?!\\p{L})`, 'iu');

/** A sale that was taken back: no longer won, whatever it was once. */
const TAKEN_BACK = words(
  [
    'refund(?:ed|s)?|charged?[ -]?backs?|cancel+ed after sale|sale cancel+ed|sale reversed',
    'storno|storniert(?:e[rs]?)?|stornierung|r(?:ü|ue)ckabgewickelt|r(?:ü|ue)ckabwicklung|(?:r(?:ü|ue)ck)?erstattet|r(?:ü|ue)ckerstattung|r(?:ü|ue)ckbuchung',
    'rembours[ée](?:e|es|s)?|remboursement|r[ée]trofacturation|vente annul[ée]e',
    'reembolsad[ao]s?|reembolso|contracargo|devoluci[óo]n|venta anulada|venta cancelada',
  ].join('|'),
);
/** Somebody asks for it, and it may not come. */
const ASKED_ONLY = words('request(?:ed)?|pending|angefragt|beantragt|demand[ée]|solicitad[ao]|denied|refused|non?');
const LOST = words(
  [
    'lost|loss|cancel+ed|cancel+ation|out-?sold|disqualified|abandoned|dead|rejected|declined|no decision|closedlost',
    'verloren|abgesagt|abgelehnt|annulliert|perdue?s?|annul[ée]e?s?|perdid[ao]s?|cancelad[ao]s?|anulad[ao]s?',
  ].join('|'),
);
const WON = words('won|win|signed|launched|closedwon|gewonnen|gagn[ée]e?s?|ganad[ao]s?');
const NOT_WON = /\b(not|un|never)\W?(won|closed)/i;

const isTakenBack = (word: string): boolean => TAKEN_BACK.test(word) && !ASKED_ONLY.test(word);

/**
 * What a CRM's word for a stage or status means: by words for losing, taking back and winning, else open.
 *
 * `Closed Won` of Salesforce, `closedwon` of HubSpot, `Won`/`Lost` of Dynamics and Pipedrive. A sale that was taken back
 * (`Refunded`, `Chargeback`) is lost. A closed record that does not say how it ended is `undefined`.
 */
export function statusOfWord(word: string): OpportunityStatus | undefined {
  if (LOST.test(word) || NOT_WON.test(word) || isTakenBack(word)) return 'lost';
  if (WON.test(word)) return 'won';
  if (/^(closed|geschlossen|ferm[ée]|cerrad[ao]|inactive)$/i.test(word.trim())) return undefined;
  return 'open';
}

/** Dynamics writes its state as a number. */
const STATE_CODES: Readonly<Record<string, OpportunityStatus>> = { 0: 'open', 1: 'won', 2: 'lost' };

/** What a word in the column of the status is taken for: a state's number too. */
export const statusOfState = (word: string): OpportunityStatus | undefined => STATE_CODES[word] ?? statusOfWord(word);

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
 * Open, won or lost: that a sale was taken back decides, then a flag, then the status before the stage, and the times of
 * winning and losing where there is neither.
 *
 * @param words what a person said words of this source mean
 * @returns `undefined` when it is closed and nothing says how
 */
export function statusOf(facts: StatusFacts, words: Readonly<Record<string, string>>): OpportunityStatus | undefined {
  const word = facts.status ?? facts.stage;
  // What the mapping screen shows for a word is what was inferred; only a word that a person changed decides by itself.
  const told = word === null ? undefined : asStatus(words[word]);
  const isTold = word !== null && told !== undefined && told !== statusOfWord(word) && told !== statusOfState(word);
  if (isTold && facts.won !== true) return told;
  if (!isTold && [facts.status, facts.stage].some((one) => one !== null && isTakenBack(one))) return 'lost';
  if (facts.won === true) return 'won';
  const fromStatus = facts.status === null ? undefined : statusOfState(facts.status);
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
