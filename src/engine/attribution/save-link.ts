import type { WriteTx } from '../journal/index.ts';

/** A link between a registration and an opportunity. */
export interface NewLink {
  readonly registration: string;
  readonly opportunity: string;
  readonly state: 'offered' | 'linked' | 'declined';
  /** 0 to 1. */
  readonly score: number;
  readonly words: readonly string[];
  readonly byHand: boolean;
}

/** Stores a link in place of the one there is. */
export function saveLink(tx: WriteTx, link: NewLink): void {
  tx.run(
    `INSERT INTO links (registration_id, opportunity_id, state, score, words, by_hand, by, created_at, updated_at, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT (registration_id, opportunity_id) DO UPDATE SET state = excluded.state, score = excluded.score,
       words = excluded.words, by_hand = excluded.by_hand, by = excluded.by, updated_at = excluded.updated_at,
       revision = revision + 1`,
    link.registration,
    link.opportunity,
    link.state,
    link.score,
    JSON.stringify(link.words),
    link.byHand ? 1 : 0,
    link.byHand ? tx.moment.actor : 'the programme’s rules',
    tx.moment.at,
    tx.moment.at,
  );
}
