import { z } from 'zod';
import { question } from './procedure.ts';
import { AccountId } from './units.ts';

/** The end customer as somebody wrote it. */
export const Customer = z.object({
  name: z.string().trim().min(1),
  domain: z.string().nullish(),
  /** ISO 3166-1 alpha-2, or a name that resolves to one. */
  country: z.string().nullish(),
  city: z.string().nullish(),
  address: z.string().nullish(),
  postcode: z.string().nullish(),
  phone: z.string().nullish(),
  taxId: z.string().nullish(),
});
export type Customer = z.infer<typeof Customer>;

export const Verdict = z.enum(['same', 'related', 'possible', 'different']);
export type Verdict = z.infer<typeof Verdict>;

export const MatchEvidence = z.object({
  field: z.enum(['name', 'domain', 'taxId', 'country', 'city', 'postcode', 'address', 'phone']),
  level: z.enum(['same', 'near', 'weak', 'differs', 'missing']),
  /** As the partner wrote it, and as the account has it. */
  theirs: z.string().nullable(),
  ours: z.string().nullable(),
  /** Weight in bits; above zero speaks for the same customer. */
  bits: z.number(),
});
export type MatchEvidence = z.infer<typeof MatchEvidence>;

export const Candidate = z.object({
  account: AccountId,
  name: z.string(),
  verdict: Verdict,
  /** That this account is the customer, 0 to 1. */
  probability: z.number().min(0).max(1),
  evidence: z.array(MatchEvidence),
});
export type Candidate = z.infer<typeof Candidate>;

export const matchingContract = {
  check: question(
    'Is this customer among the accounts? The verdict of the best candidate, and up to ten candidates with their evidence, best first.',
  )
    .input(z.object({ customer: Customer, family: z.string().nullish() }))
    .output(z.object({ verdict: Verdict, candidates: z.array(Candidate) })),
};
