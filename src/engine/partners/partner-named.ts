import anyAscii from 'any-ascii';
import type { PartnerId } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';

/** A partner's name folded to what finds it however it is written; a name of no letters we can read stays as it is. */
export function partnerNameKey(name: string): string {
  const plain = name.normalize('NFKC').trim().toLowerCase();
  const folded = anyAscii(plain)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
  return folded === '' ? plain : folded;
}

/** A partner as people name it. */
export interface NamedPartner {
  readonly id: PartnerId;
  readonly key: string;
  readonly name: string;
}

/** Whom a text names. */
export type PartnerNaming =
  | { readonly found: 'one'; readonly partner: NamedPartner }
  | { readonly found: 'none' }
  /** Several partners have this name: only the key tells them apart. */
  | { readonly found: 'several'; readonly partners: readonly NamedPartner[] };

/** The partner a text names: by id, by the key in the vendor's list, or by a name that only one partner has. */
export function partnerNamed(db: ReadDb, text: string): PartnerNaming {
  const written = text.trim();
  const exact = db.get<NamedPartner>(
    'SELECT id, key, name FROM partners WHERE id = ? UNION ALL SELECT id, key, name FROM partners WHERE key = ? LIMIT 1',
    written,
    written,
  );
  if (exact !== undefined) return { found: 'one', partner: exact };
  const partners = db.all<NamedPartner>(
    'SELECT id, key, name FROM partners WHERE name_key = ? ORDER BY key LIMIT 10',
    partnerNameKey(written),
  );
  const [first] = partners;
  if (first === undefined) return { found: 'none' };
  return partners.length === 1 ? { found: 'one', partner: first } : { found: 'several', partners };
}
