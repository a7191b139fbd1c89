import anyAscii from 'any-ascii';

const fold = (text: string): string =>
  anyAscii(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');

/**
 * A header folded to what identifies it, in the ways it may be known by, the whole first: `Account ID`, `account_id`,
 * `AccountId` and ` Account Id*` are one.
 *
 * Then without what systems put round it: a bracket at the end (`Account (Account Name) (Account)` of Dynamics),
 * `property_` (warehouse copies of HubSpot), `__c` (Salesforce’s own fields).
 */
export function headerKeys(header: string): string[] {
  const bare = header.replace(/^property_/i, '').replace(/__p?c$/i, '');
  const keys = [fold(header), fold(bare), fold(bare.replace(/(\s*\([^()]*\))+\s*$/, ''))];
  return [...new Set(keys)].filter((key) => key !== '');
}
