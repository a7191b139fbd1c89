import { z } from 'zod';
import { change, listInput, listOutput, question, SearchText } from './procedure.ts';
import { EntryId, EpochMs, Problem, Sha256 } from './units.ts';
import { WriteTo, Written } from './workspace.ts';

export const JournalEntry = z.object({
  seq: z.int().min(1),
  id: EntryId,
  at: EpochMs,
  actor: z.string(),
  /** Feature and what happened: `registrations.approve`. */
  verb: z.string(),
  /** The record it is about; `null` when it is about many. */
  subject: z.string().nullable(),
  /** The subject as people call it: a registration's number, a partner's name. */
  subjectName: z.string().nullable(),
  /** One sentence for people. */
  words: z.string(),
  /** What changed, free of personal data. */
  what: z.unknown(),
  /** The edition of the rules it was done under; `null` before there was one. */
  edition: z.int().nullable(),
  previousHash: Sha256,
  hash: Sha256,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

export const journalContract = {
  list: question(
    'Entries of the journal, newest first unless sorted by seq: who did what and when, with the hash of each and of the one before (SHA-256).',
  )
    .input(
      listInput(
        z
          .object({
            text: SearchText,
            verb: z.string(),
            subject: z.string(),
            actor: z.string(),
            from: EpochMs,
            until: EpochMs,
          })
          .partial(),
        ['seq'],
      ),
    )
    .output(listOutput(JournalEntry)),
  verify: question(
    'Recomputes the chain: that no entry and no input was changed, left out or put in. Names the first entry that is not what was written, when there is one. It does not look at the tables; `journal.replay` does.',
  ).output(
    z.object({
      ok: z.boolean(),
      entries: z.int(),
      head: Sha256,
      /** `null` when all is well. */
      firstBad: z.object({ seq: z.int(), problem: Problem }).nullable(),
    }),
  ),
  export: change('Writes the whole journal as JSON Lines, one entry a line, the inputs included.')
    .input(z.object({ to: WriteTo }))
    .output(Written),
  replay: change(
    'Replays journal and raw files into a new workspace file and compares the content of every table: the proof that the tables are what was decided, and were not changed by hand. From the command line only.',
  )
    .input(z.object({ into: z.string().min(1) }))
    .output(
      z.object({
        same: z.boolean(),
        entries: z.int(),
        contentHash: Sha256,
        replayedHash: Sha256,
        /** Tables whose content differs. */
        differs: z.array(z.object({ table: z.string(), here: z.int(), there: z.int() })),
        problems: z.array(Problem),
      }),
    ),
};
