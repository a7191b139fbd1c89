import type { ImportKind } from '../../contract/exchange.ts';

/** A column of an imported table, and the canonical fields it is made from: without any of them it is left as it is. */
export interface TargetColumn {
  readonly column: string;
  readonly from: readonly string[];
}

const target = (column: string, from: string): TargetColumn => ({ column, from: from.split(' ') });

/** The kinds that are written by set-based statements, in the order in which they refer to one another. */
export const SET_KINDS = ['products', 'accounts', 'opportunities', 'partners', 'contacts'] as const;
export type SetKind = (typeof SET_KINDS)[number];

export const isSetKind = (kind: ImportKind): kind is SetKind => kind !== 'registrations';

/** Every kind, in the order of writing. */
export const KIND_ORDER: readonly ImportKind[] = [...SET_KINDS, 'registrations'];

/** The columns of each table that an import writes, beside id, key and stamps. */
export const TARGETS: Readonly<Record<SetKind, readonly TargetColumn[]>> = {
  products: [
    target('name', 'name'),
    target('family', 'family'),
    target('price_minor', 'price'),
    target('currency', 'price currency'),
  ],
  accounts: [
    target('name', 'name'),
    target('name_key', 'name'),
    target('domain', 'domain'),
    target('country', 'country'),
    target('region', 'region'),
    target('city', 'city'),
    target('address', 'address'),
    target('postcode', 'postcode'),
    target('phone', 'phone'),
    target('tax_id', 'taxId'),
    target('sector', 'sector'),
    target('employees', 'employees'),
    target('owner', 'owner'),
    target('parent', 'parent'),
  ],
  opportunities: [
    target('name', 'name accountName product key'),
    target('account_id', 'account accountName'),
    target('account_name', 'account accountName'),
    target('product', 'product'),
    target('family_key', 'product'),
    target('status', 'status stage won closed wonOn lostOn'),
    target('stage', 'stage status won'),
    target('value_minor', 'value wonValue'),
    target('currency', 'value wonValue currency'),
    target('owner', 'owner'),
    target('region', 'region'),
    target('opened_on', 'openedOn'),
    target('close_on', 'closeOn closedOn wonOn lostOn'),
    target('last_activity_on', 'lastActivityOn'),
    target('partner_name', 'partnerName'),
    target('renewal', 'business'),
  ],
  partners: [
    target('name', 'name'),
    target('name_key', 'name'),
    target('type', 'type'),
    target('tier', 'tier'),
    target('stage', 'stage'),
    target('country', 'country'),
    target('region', 'region'),
    target('city', 'city'),
    target('domain', 'domain'),
    target('territories', 'territories'),
    target('families', 'families'),
    target('verticals', 'verticals'),
    target('supporter', 'supporter'),
    target('signed_on', 'signedOn'),
  ],
  contacts: [
    target('partner_id', 'partner'),
    target('name', 'name firstName lastName'),
    target('title', 'title'),
    target('email', 'email'),
    target('phone', 'phone'),
    target('certifications', 'certifications certifiedUntil'),
  ],
};

/** The columns of a kind that a file with these fields says something about. */
export const givenColumns = (kind: SetKind, fields: Readonly<Record<string, unknown>>): TargetColumn[] =>
  TARGETS[kind].filter((column) => column.from.some((field) => field in fields));
