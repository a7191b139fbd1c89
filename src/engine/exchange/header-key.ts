import anyAscii from 'any-ascii';

/**
 * A header folded to what identifies it: `Account ID`, `account_id`, `AccountId` and ` Account Id*` are one.
 *
 * The marks systems put round their headers go too: `property_` (HubSpot's warehouse copies), `__c` (Salesforce's own
 * fields), a bracketed relation at the end (Dynamics).
 */
export function headerKey(header: string): string {
  const bare = header
    .normalize('NFKC')
    .replace(/(__c|__pc)$/i, '')
    .replace(/^property_/i, '')
    .replace(/(\s*\([^()]*\))+\s*$/, (brackets, _last, offset) => (offset === 0 ? brackets : keptBrackets(brackets)));
  return anyAscii(bare)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
}

/** `Close date (expected)` and `Close date (actual)` differ; `Account (Account Name) (Account)` is only long. */
const keptBrackets = (brackets: string): string =>
  /expected|estimated|actual|stage|pipeline|%|base|currency|kind|date|note|name|email/i.test(brackets) &&
  !/\((account|contact|opportunity)\)/i.test(brackets)
    ? brackets
    : '';
