import type { ReadDb } from '../store/db.ts';

/** What the customer wrote in favour of one claim of a case, as it is stored. */
export interface PreferenceRow {
  readonly id: string;
  readonly label: string;
  readonly date: string;
  readonly writtenBy: string;
  readonly note: string;
  /** It was entered when names were open already. */
  readonly afterSeal: boolean;
  readonly enteredAt: number;
  readonly enteredBy: string;
}

/** The customer's letters in a case, the oldest first. */
export const preferencesOf = (db: ReadDb, caseId: string): PreferenceRow[] =>
  db
    .all<Omit<PreferenceRow, 'afterSeal'> & { afterSeal: number }>(
      `SELECT id, label, written_on AS date, written_by AS writtenBy, note, after_seal AS afterSeal, entered_at AS enteredAt,
         entered_by AS enteredBy
       FROM case_preferences WHERE case_id = ? ORDER BY written_on, id`,
      caseId,
    )
    .map((row) => ({ ...row, afterSeal: row.afterSeal === 1 }));

/** Whether a letter may be taken back: before a ruling rests on it, and not once names are open that were hidden when it was entered. */
export const mayTakeBack = (state: string, { afterSeal }: Pick<PreferenceRow, 'afterSeal'>): boolean =>
  state === 'open' || (state === 'sealed' && afterSeal);
