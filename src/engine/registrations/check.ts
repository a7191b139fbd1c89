import type { Finding } from '../../contract/registrations.ts';
import type { IsoDate } from '../../contract/units.ts';
import { candidateOf, lastLineageOf } from '../accounts/index.ts';
import { lastEntry, type WriteTx } from '../journal/index.ts';
import type { Edition } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { readFacts } from './read-facts.ts';
import { type Claim, claimOf, type RegistrationRow, updateRegistration } from './rows.ts';
import { criteria } from './rules/criteria.ts';
import { competingClaims, duplicateChecks } from './rules/duplicates.ts';
import { highestRung } from './rules/evidence-ladder.ts';
import { netNewTests, sameClaim } from './rules/net-new.ts';

/** The columns of a registration that the checks decide. */
export type CheckedColumns = Pick<
  RegistrationRow,
  'accountId' | 'contested' | 'fails' | 'cannotTell' | 'rung' | 'candidates' | 'checkedAt' | 'checkedSeq'
>;

/** What the checks found. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly columns: CheckedColumns;
  /** Other registrations that may claim the same, of whichever partner. */
  readonly rivals: readonly string[];
}

/** Near misses that are kept beside the accounts that may be the customer. */
const NEAR_MISSES = 3;

/** Makes all checks of a claim: criteria, net-new tests, duplicates. Reads, writes nothing. */
export function checkClaim(tx: WriteTx, claim: Claim, edition: Edition): Checked {
  const checkedOn: IsoDate = dayOf(tx.moment.at, edition.calendar);
  const facts = readFacts(tx, claim, edition, checkedOn);
  const findings = withLineage(tx, [
    ...criteria(facts.criteria),
    ...netNewTests(facts.netNew),
    ...duplicateChecks(facts.duplicates),
  ]);
  const tests = findings.filter(({ group }) => group === 'net-new');
  const candidates = facts.candidates.filter(({ verdict }, place) => verdict !== 'different' || place < NEAR_MISSES);
  const { registration } = facts.duplicates;
  const isContested =
    competingClaims(facts.duplicates).some(({ claim: how }) => how === 'sure') ||
    tests.some(({ rule, result }) => rule === 'NN1' && result === 'fail');
  return {
    findings,
    rivals: facts.duplicates.others.filter((other) => sameClaim(other, registration) !== null).map(({ id }) => id),
    columns: {
      accountId: facts.accountId,
      contested: isContested,
      fails: tests.filter(({ result }) => result === 'fail').length,
      cannotTell: tests.filter(({ result }) => result === 'cannot tell').length,
      rung: highestRung(claim.evidence),
      candidates: JSON.stringify(candidates.map(candidateOf)),
      checkedAt: tx.moment.at,
      checkedSeq: lastEntry(tx).seq + 1,
    },
  };
}

/** Puts the file and row into the evidence that names a record. */
function withLineage(db: ReadDb, findings: readonly Finding[]): Finding[] {
  const ids = new Set(findings.flatMap(({ evidence }) => evidence.flatMap(({ id }) => id ?? [])));
  const lineage = lastLineageOf(db, [...ids]);
  if (lineage.size === 0) return [...findings];
  return findings.map((finding) => ({
    ...finding,
    evidence: finding.evidence.map((one) => ({ ...one, lineage: lineage.get(one.id ?? '') ?? one.lineage })),
  }));
}

/** Puts findings in place of those that were there. */
export function saveFindings(tx: WriteTx, registrationId: string, findings: readonly Finding[]): void {
  tx.run('DELETE FROM findings WHERE registration_id = ?', registrationId);
  findings.forEach((one, ord) => {
    tx.run(
      `INSERT INTO findings (registration_id, rule, ord, grp, title, result, words, evidence, as_of_on)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[registrationId, one.rule, ord, one.group, one.title, one.result, one.words],
      JSON.stringify(one.evidence),
      one.asOf,
    );
  });
}

/** The findings of a registration, in the order of the rules. */
export function findingsOf(db: ReadDb, registrationId: string): Finding[] {
  return db
    .all<Omit<Finding, 'evidence'> & { evidence: string }>(
      `SELECT rule, grp AS "group", title, result, words, evidence, as_of_on AS asOf
       FROM findings WHERE registration_id = ? ORDER BY ord`,
      registrationId,
    )
    .map(({ evidence, asOf, ...finding }) => ({
      ...finding,
      evidence: JSON.parse(evidence) as Finding['evidence'],
      asOf,
    }));
}

/** Checks a stored registration again and stores what came out; its revision goes up only where something a decider would see has changed. */
export function checkAgain(
  tx: WriteTx,
  row: RegistrationRow,
  edition: Edition,
  before: readonly Finding[] = findingsOf(tx, row.id),
): Checked & { changed: boolean } {
  const checked = checkClaim(tx, claimOf(tx, row), edition);
  const { columns } = checked;
  const changed =
    JSON.stringify(before) !== JSON.stringify(checked.findings) ||
    columns.candidates !== row.candidates ||
    columns.accountId !== row.accountId ||
    columns.contested !== row.contested;
  if (changed) {
    saveFindings(tx, row.id, checked.findings);
    updateRegistration(tx, row, columns);
  } else {
    tx.run(
      'UPDATE registrations SET checked_at = ?, checked_seq = ? WHERE id = ?',
      columns.checkedAt,
      columns.checkedSeq,
      row.id,
    );
  }
  return { ...checked, changed };
}
