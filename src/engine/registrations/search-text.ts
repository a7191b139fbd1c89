import anyAscii from 'any-ascii';

/** Words as the search sees them: lower case, without accents and punctuation. */
export const foldedWords = (text: string): string =>
  anyAscii(text.normalize('NFKC'))
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join(' ');

/** What a registration is found by; the customer’s name first, because lists sort by this column too. People’s names are not in it. */
export function searchTextOf(of: {
  readonly number: string;
  readonly customer: { readonly name: string; readonly domain?: string | null | undefined };
  readonly partnerName: string;
  readonly family: string | null;
  readonly site: string | null;
  readonly reference: string | null | undefined;
}): string {
  const { customer, number, partnerName, family, site, reference } = of;
  return foldedWords([customer.name, number, partnerName, family, customer.domain, site, reference].join(' '));
}
