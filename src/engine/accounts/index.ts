export { candidateOf, checkCustomer, findAccounts } from './find-accounts.ts';
export { getAccount } from './get-account.ts';
export { latestExtract } from './latest-extract.ts';
export { lastLineageOf, lineageOf } from './lineage-of.ts';
export { listAccounts } from './list-accounts.ts';
export { listOpportunities, opportunitiesOf, opportunityById } from './opportunities.ts';
