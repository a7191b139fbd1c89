import type { ImportKind } from '../../contract/exchange.ts';
import type { CanonicalField } from './canonical-field.ts';
import { ACCOUNTS, OPPORTUNITIES } from './crm-fields.ts';
import { CONTACTS, PARTNERS, PRODUCTS, REGISTRATIONS } from './partner-fields.ts';

/** The canonical fields of every kind. */
export const CANONICAL: Readonly<Record<ImportKind, readonly CanonicalField[]>> = {
  accounts: ACCOUNTS,
  opportunities: OPPORTUNITIES,
  partners: PARTNERS,
  contacts: CONTACTS,
  products: PRODUCTS,
  registrations: REGISTRATIONS,
};

/** One canonical field of a kind; `undefined` when the kind has none of that name. */
export const canonicalField = (kind: ImportKind, name: string): CanonicalField | undefined =>
  CANONICAL[kind].find((one) => one.field === name);

/** The canonical fields of each kind, for the mapping screen. */
export const fields = (): Record<ImportKind, { field: string; title: string; required: boolean; type: string }[]> => {
  const shown = (kind: ImportKind) =>
    CANONICAL[kind].map(({ field: name, title, required, type }) => ({ field: name, title, required, type }));
  return {
    accounts: shown('accounts'),
    opportunities: shown('opportunities'),
    partners: shown('partners'),
    registrations: shown('registrations'),
    products: shown('products'),
    contacts: shown('contacts'),
  };
};
