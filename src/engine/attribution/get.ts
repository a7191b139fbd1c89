import type { Answer, Asked } from '../../contract/handler.ts';
import type { Moment } from '../../contract/units.ts';
import { lineageOf } from '../accounts/index.ts';
import type { ReadDb } from '../store/db.ts';
import { opportunityOf } from './opportunity.ts';

/** An attribution as it is stored. */
export interface AttributionRow {
  readonly opportunityId: string;
  readonly origin: 'sourced' | 'influenced' | 'co-sell' | 'direct';
  readonly registrationId: string | null;
  readonly because: string;
  readonly byHand: number;
  readonly setBy: string;
  readonly setAt: number;
  readonly revision: number;
}

/** The stored attribution of an opportunity; `undefined` where no partner has a part. */
export const attributionRow = (db: ReadDb, opportunity: string): AttributionRow | undefined =>
  db.get<AttributionRow>(
    `SELECT opportunity_id AS opportunityId, origin, registration_id AS registrationId, because, by_hand AS byHand,
       set_by AS setBy, updated_at AS setAt, revision
     FROM attributions WHERE opportunity_id = ?`,
    opportunity,
  );

/** Who has which part in an opportunity, in the order left-over units are given out. */
const rolesOf = (db: ReadDb, opportunity: string) =>
  db.all<{ partner: string; partnerName: string; role: string; shareBp: number }>(
    `SELECT r.partner_id AS partner, p.name AS partnerName, r.role, r.share_bp AS shareBp
     FROM attribution_roles r JOIN partners p ON p.id = r.partner_id WHERE r.opportunity_id = ? ORDER BY r.ord`,
    opportunity,
  );

/** Origin, roles and shares of one opportunity. @throws NOT_FOUND */
export function getAttribution(
  db: ReadDb,
  input: Asked<'attribution', 'get'>,
  _moment: Moment,
): Answer<'attribution', 'get'> {
  const opportunity = opportunityOf(db, input.opportunity);
  const lineage = lineageOf(db, input.opportunity);
  const row = attributionRow(db, input.opportunity);
  if (row === undefined) {
    const since = db.get<{ at: number }>('SELECT created_at AS at FROM opportunities WHERE id = ?', input.opportunity);
    return {
      opportunity,
      origin: 'direct',
      roles: [],
      registration: null,
      because: 'No registration is linked to it, and nobody has said that a partner has a part in it.',
      byHand: false,
      setBy: '',
      setAt: since?.at ?? 0,
      lineage,
      revision: 0,
    };
  }
  const { because, registrationId, opportunityId: _, ...stored } = row;
  const registration =
    db.get<{ id: string; number: string }>('SELECT id, number FROM registrations WHERE id = ?', registrationId) ?? null;
  const hidden = db.get<{ number: string }>(
    'SELECT number FROM blind_claims WHERE registration_id = ?',
    registrationId ?? '',
  );
  const facts = { ...stored, byHand: row.byHand === 1, opportunity, registration, lineage };
  if (hidden !== undefined) {
    // Who has a part here claims in a blind case.
    const told = `Who has a part is hidden until ${hidden.number} is sealed.`;
    return { ...facts, because: told, roles: [] } as Answer<'attribution', 'get'>;
  }
  return { ...facts, because, roles: rolesOf(db, input.opportunity) } as Answer<'attribution', 'get'>;
}
