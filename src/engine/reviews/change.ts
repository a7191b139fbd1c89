import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, problem, refused, staleRevision } from '../../contract/refusal.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import type { WriteDb } from '../store/db.ts';
import { canonicalJson } from '../store/ids.ts';
import { frozenOf, withNotes } from './frozen.ts';
import { commitmentsOf, itemOf, type ReviewRow, refuseStale, reviewRow } from './rows.ts';

/**
 * Changes the speaker notes of a slide of the vendor's own deck. The partner's version keeps the notes it was made with:
 * what somebody jots down about a partner is not for the partner.
 *
 * @throws NOT_FOUND; STALE_REVISION
 */
export function changeNotes(db: WriteDb, input: Asked<'reviews', 'note'>, moment: Moment): Answer<'reviews', 'note'> {
  return change(db, { verb: 'reviews.note', input }, moment, (tx) => {
    const row = reviewRow(tx, input.review);
    refuseStale(row, input.revision);
    const deck = withNotes(frozenOf(tx, row.id).internal, input.slide, input.notes);
    tx.run('UPDATE reviews SET deck = ? WHERE id = ?', canonicalJson(deck), row.id);
    touch(tx, row);
    record(tx, {
      subject: row.id,
      subjectName: row.title,
      words: `The notes on “${input.slide}” of the review “${row.title}” were changed`,
      what: { slide: input.slide, characters: input.notes.length },
    });
    return itemOf(reviewRow(tx, row.id));
  });
}

/**
 * Adds a commitment to a review, or changes one; the last slide of both decks shows it.
 *
 * @throws NOT_FOUND; REFUSED when it does not say what; STALE_REVISION when somebody changed it since it was read
 */
export function commit(db: WriteDb, input: Asked<'reviews', 'commit'>, moment: Moment): Answer<'reviews', 'commit'> {
  const { commitment } = input;
  if (commitment.words.trim() === '') {
    throw refused(
      problem('words_missing', 'The commitment does not say what is promised.', 'Write what, who, by when.', {
        column: 'words',
      }),
    );
  }
  return change(db, { verb: 'reviews.commit', input }, moment, (tx) => {
    const row = reviewRow(tx, input.review);
    const id = input.id ?? tx.newId();
    if (input.id === undefined) insertCommitment(tx, row.id, id, commitment);
    else updateCommitment(tx, row.id, id, commitment, input.revision);
    touch(tx, row);
    record(tx, {
      subject: row.id,
      subjectName: row.title,
      words: `A commitment of the review “${row.title}” was ${input.id === undefined ? 'added' : `changed: ${commitment.state}`}`,
      what: { commitment: id, side: commitment.side, dueOn: commitment.dueOn, state: commitment.state },
    });
    const saved = commitmentsOf(tx, row.id).find((one) => one.id === id);
    if (saved === undefined) throw new Error(`expected commitment ${id} to be stored, found none`);
    return saved;
  });
}

type NewCommitment = Asked<'reviews', 'commit'>['commitment'];

function insertCommitment(tx: WriteTx, review: string, id: string, one: NewCommitment): void {
  const { at, actor } = tx.moment;
  tx.run(
    `INSERT INTO commitments
       (id, review_id, words, side, owner, due_on, measure, state, created_at, updated_at, updated_by, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    ...[id, review, one.words, one.side, one.owner, one.dueOn, one.measure, one.state, at, at, actor],
  );
}

function updateCommitment(
  tx: WriteTx,
  review: string,
  id: string,
  one: NewCommitment,
  revision: number | undefined,
): void {
  const { at, actor } = tx.moment;
  const before = tx.get<{ revision: number; by: string; at: number }>(
    'SELECT revision, updated_by AS by, updated_at AS at FROM commitments WHERE id = ? AND review_id = ?',
    id,
    review,
  );
  if (before === undefined) throw notFound('commitment', id);
  if (revision !== undefined && revision !== before.revision) throw staleRevision(before.by, before.at as EpochMs);
  tx.run(
    `UPDATE commitments SET words = ?, side = ?, owner = ?, due_on = ?, measure = ?, state = ?, updated_at = ?,
       updated_by = ?, revision = revision + 1 WHERE id = ? AND review_id = ?`,
    ...[one.words, one.side, one.owner, one.dueOn, one.measure, one.state, at, actor, id, review],
  );
}

/** Notes that the review was changed: what it says of its commitments is drawn when it is read. */
function touch(tx: WriteTx, row: ReviewRow): void {
  const { at, actor } = tx.moment;
  tx.run('UPDATE reviews SET updated_at = ?, updated_by = ?, revision = revision + 1 WHERE id = ?', at, actor, row.id);
}
