export { compareCustomer } from './compare.ts';
export { countryCode } from './country.ts';
export {
  compareEach,
  type Found,
  type FoundCandidate,
  findCandidates,
  isNameAlone,
  type StoredRecord,
} from './find.ts';
export { matchKeys } from './keys.ts';
export { accountsWithDomain, indexCustomer, indexedRecords, recordsOfEach, unindexCustomer } from './lookup.ts';
export { nameKey } from './name-key.ts';
export {
  NORMALISER_VERSION,
  normaliseName,
  registrableDomain,
} from './normalise.ts';
