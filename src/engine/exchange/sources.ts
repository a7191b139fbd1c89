/** What a table's headers say of the system that wrote it; each system by headers that no other writes. */

/** Does the table have all of these headers (folded)? */
type Has = (...keys: string[]) => boolean;

interface SourceMark {
  readonly source: string;
  readonly seen: (has: Has, raw: (prefix: RegExp) => boolean) => boolean;
}

const MARKS: readonly SourceMark[] = [
  {
    source: 'Dynamics',
    seen: (_has, raw) => raw(/^\s*\(Do Not Modify\)|@(OData\.Community|Microsoft\.Dynamics)\.|^_\w+_value$/i),
  },
  { source: 'Pipedrive', seen: (_has, raw) => raw(/^(Deal|Organization|Person|Lead) - /) },
  {
    source: 'AWS ACE',
    seen: (has) => has('customercompanyname') && (has('partnercrmuniqueidentifier') || has('targetclosedate')),
  },
  { source: 'Microsoft co-sell', seen: (has) => has('partnerreferralstatus') || has('engagementid', 'referralid') },
  { source: 'Zoho', seen: (has) => has('dealname', 'closingdate') || has('recordid', 'closingdate') },
  {
    source: 'HubSpot',
    seen: (has, raw) =>
      raw(/^property_/) ||
      has('hsobjectid') ||
      has('dealname', 'dealstage') ||
      has('companydomainname') ||
      has('dealpipelineid') ||
      has('recordid', 'dealname') ||
      has('recordid', 'companyname'),
  },
  {
    source: 'Dynamics',
    seen: (has) => has('topic', 'potentialcustomer') || has('address1city') || has('topic', 'estrevenue'),
  },
  {
    source: 'Salesforce',
    seen: (has, raw) =>
      has('systemmodstamp') ||
      has('stagename') ||
      has('opportunityname') ||
      has('attributesreferenceid') ||
      has('accountname', 'billingcity') ||
      has('accountowner') ||
      raw(/__c$/),
  },
];

/** The name of the system that wrote a table; `plain` when nothing tells. */
export function sourceOf(columns: readonly string[], keys: ReadonlySet<string>): string {
  const has: Has = (...wanted) => wanted.every((key) => keys.has(key));
  const raw = (prefix: RegExp) => columns.some((column) => prefix.test(column));
  return MARKS.find((mark) => mark.seen(has, raw))?.source ?? 'plain';
}
