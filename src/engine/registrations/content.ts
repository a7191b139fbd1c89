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

/** The columns that hold what the partner wrote, and what lists and searches take from it. */
export function contentColumns(
  claim: Claim,
  { number, partnerName }: { number: string; partnerName: string },
  edition: Edition,
) {
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
    programmeMinor:
      value === null ? null : (inProgrammeCurrency(value, claim.receivedOn, edition.body)?.money.minor ?? null),
    expectedCloseOn: claim.expectedClose,
    rest: JSON.stringify(rest),
    searchText: searchTextOf({ number, customer, partnerName, family, site, reference: rest.reference }),
  };
}
