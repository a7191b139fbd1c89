import type { Answer, Asked } from '../../contract/handler.ts';
import { CaseCriterion } from '../../contract/programme.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { Moment } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import { sealedInCase } from '../registrations/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { canonicalJson, sha256 } from '../store/ids.ts';
import { labelsOf, scoresOf } from './claims.ts';
import { caseDetail } from './detail.ts';
import { openRequest } from './requests.ts';
import { type CaseRow, caseRow, refuseStale } from './rows.ts';
import { touchCase } from './touch.ts';

type Input = Asked<'conflicts', 'score'>;

/**
 * The hash that seals scores: SHA-256 over the canonical JSON (RFC 8785) of the case's id and each claim's scores by label. Whoever is
 * given the scores later can tell by it that they are the ones that were sealed.
 */
const sealHash = (caseId: string, scores: ReadonlyMap<string, Readonly<Record<string, number>>>): string =>
  sha256(canonicalJson({ case: caseId, scores: Object.fromEntries(scores) }));

/**
 * Enters scores; with `seal` they are sealed for good, and the claimants revealed.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE when the scores are sealed, a label is not in the case, or `seal` finds one missing
 */
export function score(db: WriteDb, input: Input, moment: Moment): Answer<'conflicts', 'score'> {
  return change(db, { verb: 'conflicts.score', input }, moment, (tx) => {
    const row = caseRow(tx, input.case);
    refuseStale(row, input.revision);
    if (row.state !== 'open') {
      throw notDecidable(
        problem('scores_sealed', `The scores of ${row.number} are sealed.`, 'Rule on the case, or appeal the ruling.'),
      );
    }
    const labels = labelsOf(tx, row.id);
    enter(tx, row, labels, input);
    const scores = scoresOf(tx, row.id);
    if (input.seal) seal(tx, row, labels, scores);
    else touchCase(tx, row.id);
    const hash = sealHash(row.id, scores);
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: input.seal ? `The scores of ${row.number} were sealed` : `Scores were entered for ${row.number}`,
      // While the case is blind the scores themselves stay out of the chain: a hash proves them later.
      what: { sealed: input.seal, hash },
      edition: row.edition,
    });
    return caseDetail(tx, row.id, moment);
  });
}

function enter(tx: WriteTx, row: CaseRow, labels: readonly string[], { scores }: Input): void {
  for (const [label, given] of Object.entries(scores)) {
    if (!labels.includes(label)) {
      throw notDecidable(
        problem('no_such_claim', `${row.number} has no claim ${label}.`, `Score ${labels.join(', ')}.`),
      );
    }
    for (const criterion of CaseCriterion.options) {
      const value = given?.[criterion];
      if (value === undefined) continue;
      tx.run(
        `INSERT INTO case_scores (case_id, label, criterion, score, by, at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (case_id, label, criterion) DO UPDATE SET score = excluded.score, by = excluded.by, at = excluded.at`,
        row.id,
        label,
        criterion,
        value,
        tx.moment.actor,
        tx.moment.at,
      );
    }
  }
}

function seal(
  tx: WriteTx,
  row: CaseRow,
  labels: readonly string[],
  scores: ReadonlyMap<string, Readonly<Record<string, number>>>,
): void {
  const missing = labels.flatMap((label) =>
    CaseCriterion.options
      .filter((criterion) => scores.get(label)?.[criterion] === undefined)
      .map((criterion) => `${label} ${criterion}`),
  );
  if (missing.length > 0) {
    throw notDecidable(
      problem(
        'scores_missing',
        `${missing.length === 1 ? 'A score is' : `${missing.length} scores are`} missing: ${missing.join(', ')}.`,
        'Score every criterion of every claim, then seal.',
      ),
    );
  }
  const answers = openRequest(tx, row.id, tx.moment.at);
  if (answers !== null) {
    throw notDecidable(
      problem(
        'answers_awaited',
        `${answers.of - answers.answered} of ${answers.of} claimants in ${row.number} still have time to answer.`,
        'Seal when all have answered, or their time is over.',
      ),
    );
  }
  tx.run(
    `UPDATE cases SET state = 'sealed', sealed_at = ?, sealed_by = ?, sealed_hash = ? WHERE id = ?`,
    tx.moment.at,
    tx.moment.actor,
    sealHash(row.id, scores),
    row.id,
  );
  for (const { registration } of registrationsOf(tx, row.id)) sealedInCase(tx, registration);
  touchCase(tx, row.id);
}

const registrationsOf = (db: ReadDb, caseId: string) =>
  db.all<{ registration: string }>(
    'SELECT registration_id AS registration FROM case_claims WHERE case_id = ? AND registration_id IS NOT NULL ORDER BY label',
    caseId,
  );
