import type { RegistrationDetail } from '../../contract/registrations.ts';
import { familyKey } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { registrationFacts } from './read-facts.ts';
import { othersOn } from './rivals.ts';
import type { Claim, RegistrationRow } from './rows.ts';
import { competingClaims } from './rules/duplicates.ts';

type Competing = RegistrationDetail['competing'];

/** What competes with a registration at this moment: other partners' live claims, and the vendor's own open opportunities. */
export function competingOn(db: ReadDb, row: RegistrationRow, claim: Claim): Competing {
  const accountIds = row.accountId === null ? [] : [row.accountId];
  const others = othersOn(db, { customer: claim.customer, accountIds, familyKey: row.familyKey }, row.id);
  const facts = {
    registration: registrationFacts(claim),
    partnerId: row.partnerId,
    contentHash: row.contentHash,
    others,
  };
  const claims = competingClaims(facts).map(({ other }) => ({
    kind: 'registration' as const,
    id: other.id,
    label: other.number,
    partnerName: other.partnerName,
    receivedAt: other.receivedAt,
    state: other.state,
    verdict: other.verdict,
  }));
  return [...claims, ...directOpportunities(db, row)];
}

function directOpportunities(db: ReadDb, row: RegistrationRow): Competing {
  if (row.accountId === null || row.familyKey === '') return [];
  return db
    .all<{ id: string; name: string; stage: string; family: string | null }>(
      `SELECT o.id, o.name, o.stage, coalesce(f.family, o.product) AS family
       FROM opportunities o LEFT JOIN family_names f ON f.key = o.family_key
       WHERE o.account_id = ? AND o.status = 'open' AND o.partner_name IS NULL
         AND (o.opened_on IS NULL OR o.opened_on <= ?)
         AND NOT EXISTS (SELECT 1 FROM links l WHERE l.opportunity_id = o.id AND l.state = 'linked')
       ORDER BY o.opened_on, o.key`,
      row.accountId,
      row.receivedOn,
    )
    .filter(({ family }) => familyKey(family ?? '') === row.familyKey)
    .map(({ id, name, stage }) => ({
      kind: 'opportunity' as const,
      id,
      label: `${name} (${stage})`,
      partnerName: null,
      receivedAt: null,
      state: 'open',
      verdict: 'same' as const,
    }));
}
