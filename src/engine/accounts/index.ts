export { candidateOf, checkCustomer, findAccounts } from './find-accounts.ts';
export { getAccount } from './get-account.ts';
export { type Extract, lastExtractSeq, latestExtract } from './latest-extract.ts';
export { lastLineageOf, lineageOf } from './lineage-of.ts';
export { listAccounts } from './list-accounts.ts';
export { familyParams, listOpportunities, OF_FAMILY, opportunitiesOf, opportunityById } from './opportunities.ts';
