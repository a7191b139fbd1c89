export { type Comparison, compareCustomer, type MatchContext } from './compare.ts';
export { countryCode } from './country.ts';
export {
  compareEach,
  explain,
  type FindOptions,
  type Found,
  type FoundCandidate,
  findCandidates,
  type StoredRecord,
  whatWouldChange,
} from './find.ts';
export { KEY_KINDS, type KeyKind, type MatchKey, matchKeys } from './keys.ts';
export { accountsWithDomain, indexCustomer, indexedRecords, type SubjectKind, unindexCustomer } from './lookup.ts';
export { nameKey } from './name-key.ts';
export {
  NORMALISER_VERSION,
  type NormalisedCustomer,
  type NormalisedName,
  normaliseCustomer,
  normaliseName,
  registrableDomain,
} from './normalise.ts';
