import type { RejectionCode } from '../../../contract/programme.ts';
import type { Finding, RegistrationDetail } from '../../../contract/registrations.ts';
import type { IsoDate } from '../../../contract/units.ts';

const NUMBERS = 'none one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** A number up to twelve as a word, beyond as a figure. */
export const numberWord = (count: number): string => NUMBERS[count] ?? String(count);

/** “five of six pass”, “all six pass”, “none of six passes”. */
export function passWords(findings: readonly Finding[]): string {
  const all = findings.length;
  const passed = findings.filter((one) => one.result === 'pass').length;
  if (all > 0 && passed === all) return `all ${numberWord(all)} pass`;
  return `${numberWord(passed)} of ${numberWord(all)} ${passed > 1 ? 'pass' : 'passes'}`;
}

/** A passed test in three words, for the right of its row: “none since 23 Nov 2025”, “2 accounts searched”. */
export function passBriefly(finding: Finding, readDate: (date: IsoDate) => string): string | undefined {
  const since = /since (\d{4}-\d\d-\d\d)/.exec(finding.words)?.[1];
  if (since !== undefined) return `none since ${readDate(since as IsoDate)}`;
  const accounts = new Set(finding.evidence.filter((one) => one.record === 'account').map((one) => one.id)).size;
  if (accounts > 0) return `${accounts} ${accounts === 1 ? 'account' : 'accounts'} searched`;
  return finding.asOf === null ? undefined : `as of ${readDate(finding.asOf)}`;
}

const worst = { fail: 0, 'cannot tell': 1, pass: 2 };

/** What needs eyes first: fails, then what cannot be told, else in their own order. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => worst[a.result] - worst[b.result]);

/** Criteria a decider asks for even when they pass: complete, value, interaction, territory, certificate, limit, duplicates. */
const ASKED_FOR = new Set(['CR1', 'CR7', 'CR9', 'CR11', 'CR13', 'CR14', 'DU1', 'CC1']);

/** Whether a check stands in the list before one asks for all of them. */
export const inSight = ({ rule, result }: Finding): boolean => result !== 'pass' || ASKED_FOR.has(rule);

export const failed = (findings: readonly Finding[]): Finding[] => findings.filter((one) => one.result === 'fail');

/** Which code a rejection would usually carry when a check fails. */
const CODES: Readonly<Record<string, RejectionCode>> = {
  NN1: 'direct team active',
  NN2: 'existing customer',
  NN3: 'direct team active',
  NN4: 'already registered',
  NN5: 'direct team active',
  NN6: 'tender published',
  DU1: 'already registered',
  CC1: 'already registered',
  CR1: 'incomplete',
  CR2: 'incomplete',
  CR3: 'incomplete',
  CR4: 'incomplete',
  CR5: 'incomplete',
  CR6: 'out of scope',
  CR7: 'below minimum',
  CR9: 'too early',
  CR10: 'out of scope',
  CR11: 'outside territory',
  CR12: 'not authorised',
  CR13: 'not authorised',
};

const groups: readonly Finding['group'][] = ['net-new', 'duplicates', 'criteria'];

/** The code that fits what fails, net-new tests first, with the finding it rests on; `undefined` when nothing speaks for one. */
export function suggestedCode(findings: readonly Finding[]): { code: RejectionCode; because: Finding } | undefined {
  const weighty = groups.flatMap((group) => failed(findings).filter((one) => one.group === group));
  for (const because of weighty) {
    const code = CODES[because.rule];
    if (code !== undefined) return { code, because };
  }
  return undefined;
}

/** Something to ask the partner for. */
export type Wanted = { words: string; ticked: boolean };

/** What a return would ask for: the missing fields, then what fails among the criteria, then what would let a test tell. */
export function wantedOf({ completeness, findings }: Pick<RegistrationDetail, 'completeness' | 'findings'>): Wanted[] {
  const wanted: Wanted[] = completeness.missing.map((words) => ({ words, ticked: true }));
  const criteria = findings.filter((one) => one.group === 'criteria' && one.rule !== 'CR1' && !isSaid(one, wanted));
  for (const one of criteria) {
    if (one.result === 'pass') continue;
    wanted.push({ words: `${one.title}: ${one.words}`, ticked: one.result === 'fail' });
  }
  const asks = findings.some((one) => one.group === 'net-new' && /ask for the domain or the postcode/.test(one.words));
  if (asks) wanted.push({ words: 'customer’s domain or postcode', ticked: true });
  return wanted;
}

/** What a criterion says about an empty field is said already where the field itself is asked for. */
const FIELD_OF: Readonly<Record<string, RegExp>> = {
  CR3: /domain/,
  CR4: /country/,
  CR5: /e-mail/,
  CR6: /family/,
  CR7: /value/,
  CR8: /expected close/,
  CR9: /interaction/,
};

function isSaid(finding: Finding, wanted: readonly Wanted[]): boolean {
  const field = FIELD_OF[finding.rule];
  return field !== undefined && wanted.some((one) => field.test(one.words));
}
