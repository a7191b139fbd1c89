import { countryCode } from '../matching/index.ts';
import { type Edition, familyKey } from '../programme/index.ts';
import { inProgrammeCurrency } from '../programme/rules/money.ts';
import type { Claim } from './rows.ts';
import { fold } from './rules/finding.ts';
import { searchTextOf } from './search-text.ts';

/** What of an input goes into the row as it was written. */
export const restOf = ({
  contact,
  need,
  designCustomer,
  purchasingCustomer,
  reference,
}: Claim['rest']): Claim['rest'] => ({
  contact,
  need,
  designCustomer,
  purchasingCustomer,
  reference,
});

export const textOrNull = (text: string | null | undefined): string | null => text?.trim() || null;

/** How a registration is called: its number and its partner; a partner of `null` is hidden by a blind case. */
export interface Called {
  readonly number: string;
  readonly partnerName: string | null;
}

/**
 * The columns that lists sort by and searches look in. Of a hidden partner they hold neither its name nor its value, or the search
 * and the order of a list would tell.
 */
export function lookupColumns(claim: Claim, { number, partnerName }: Called, edition: Edition) {
  const { customer, site, family, value, rest } = claim;
  const isHidden = partnerName === null;
  return {
    programmeMinor:
      value === null || isHidden
        ? null
        : (inProgrammeCurrency(value, claim.receivedOn, edition.body)?.money.minor ?? null),
    searchText: searchTextOf({
      number,
      customer,
      partnerName: partnerName ?? '',
      family,
      site,
      reference: isHidden ? null : rest.reference,
    }),
  };
}

/** The columns that hold what the partner wrote, and what lists and searches take from it. */
export function contentColumns(claim: Claim, called: Called, edition: Edition) {
  const { customer, site, family, value, rest } = claim;
  return {
    type: claim.type,
    customerName: customer.name,
    customer: JSON.stringify(customer),
    country: countryCode(customer.country),
    site,
    siteKey: fold(site) ?? '',
    family,
    familyKey: familyKey(family ?? ''),
    valueMinor: value?.minor ?? null,
    currency: value?.currency ?? null,
    expectedCloseOn: claim.expectedClose,
    rest: JSON.stringify(rest),
    ...lookupColumns(claim, called, edition),
  };
}
