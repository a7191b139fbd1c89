import type { Answer, Asked } from '../../contract/handler.ts';
import type { Candidate, Customer } from '../../contract/matching.ts';
import type { AccountId } from '../../contract/units.ts';
import {
  accountsWithDomain,
  type Found,
  type FoundCandidate,
  findCandidates,
  indexedRecords,
  registrableDomain,
} from '../matching/index.ts';
import type { ReadDb } from '../store/db.ts';

/** The accounts that may be a customer, best first, with the evidence for and against each. */
export const findAccounts = (db: ReadDb, customer: Customer): Found =>
  findCandidates(indexedRecords(db, 'account'), customer, {
    accountsWithDomain: accountsWithDomain(db, [registrableDomain(customer.domain)]),
  });

/** A candidate as the contract has it. */
export const candidateOf = (found: FoundCandidate): Candidate => ({
  account: found.id as AccountId,
  name: found.name,
  verdict: found.verdict,
  probability: found.probability,
  evidence: [...found.evidence],
});

/** Is this customer among the accounts? */
export function checkCustomer(db: ReadDb, input: Asked<'matching', 'check'>): Answer<'matching', 'check'> {
  const found = findAccounts(db, input.customer);
  return { verdict: found.verdict, candidates: found.candidates.map(candidateOf) };
}
