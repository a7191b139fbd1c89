import type { Role } from '../../contract/attribution.ts';
import type { WriteTx } from '../journal/index.ts';
import { inRoleOrder } from './rules/shares.ts';

/** A partner's part in an opportunity. */
export interface NewRole {
  readonly partner: string;
  readonly role: Role;
  readonly shareBp: number;
}

/** An attribution to be stored in place of the one there is. */
export interface NewAttribution {
  readonly opportunity: string;
  readonly origin: 'sourced' | 'influenced' | 'co-sell' | 'direct';
  readonly roles: readonly NewRole[];
  readonly registration: string | null;
  readonly because: string;
  readonly byHand: boolean;
  /** Revisions of what it was worked out from; empty when set by hand. */
  readonly restsOn: string;
}

/** Stores an attribution and its roles. */
export function saveAttribution(tx: WriteTx, attribution: NewAttribution): void {
  const { opportunity, origin, roles, registration, because, byHand, restsOn } = attribution;
  tx.run('DELETE FROM attribution_roles WHERE opportunity_id = ?', opportunity);
  tx.run(
    `INSERT INTO attributions
       (opportunity_id, origin, registration_id, because, by_hand, set_by, rests_on, created_at, updated_at,
       revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT (opportunity_id) DO UPDATE SET origin = excluded.origin, registration_id = excluded.registration_id,
       because = excluded.because, by_hand = excluded.by_hand, set_by = excluded.set_by,
       rests_on = excluded.rests_on,
       updated_at = excluded.updated_at, revision = revision + 1`,
    opportunity,
    origin,
    registration,
    because,
    byHand ? 1 : 0,
    byHand ? tx.moment.actor : 'the programme’s rules',
    restsOn,
    tx.moment.at,
    tx.moment.at,
  );
  for (const [ord, { partner, role, shareBp }] of inRoleOrder(roles).entries()) {
    tx.run(
      'INSERT INTO attribution_roles (opportunity_id, ord, partner_id, role, share_bp) VALUES (?, ?, ?, ?, ?)',
      opportunity,
      ord,
      partner,
      role,
      shareBp,
    );
  }
}

/** Takes an attribution away: no partner has a part any more. */
export function removeAttribution(tx: WriteTx, opportunity: string): void {
  tx.run('DELETE FROM attribution_roles WHERE opportunity_id = ?', opportunity);
  tx.run('DELETE FROM attributions WHERE opportunity_id = ?', opportunity);
}
