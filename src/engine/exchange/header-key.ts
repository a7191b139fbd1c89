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
  const said = dataverseKey(header);
  if (said !== undefined) return said === '' ? [] : [said];
  const bare = header.replace(/^property_/i, '').replace(/__p?c$/i, '');
  const keys = [fold(header), fold(bare), fold(bare.replace(/(\s*\([^()]*\))+\s*$/, ''))];
  return [...new Set(keys)].filter((key) => key !== '');
}

/** The words Dynamics writes beside a number or an id of its Web API: `statecode@OData.Community.Display.V1.FormattedValue`. */
const IN_WORDS = '@OData.Community.Display.V1.FormattedValue';

/** The column that has the words for what stands in this one. */
export const columnInWords = (column: string): string => column + IN_WORDS;

/**
 * Headers of the Web API of Dynamics: `_parentaccountid_value` is `parentaccountid`, its words are `parentaccountidname`, as
 * other exports of Dynamics call them; what is said of types and records beside says nothing to us.
 */
function dataverseKey(header: string): string | undefined {
  const isWords = header.endsWith(IN_WORDS);
  const bare = isWords ? header.slice(0, -IN_WORDS.length) : header;
  const lookup = /^_(\w+)_value$/.exec(bare)?.[1];
  if (isWords) return `${fold(lookup ?? bare)}name`;
  if (/@(odata|Microsoft\.Dynamics|OData)\./i.test(bare)) return '';
  return lookup === undefined ? undefined : fold(lookup);
}
