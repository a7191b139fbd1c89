import { z } from 'zod';
import { Lineage, Opportunity } from './accounts.ts';
import { change, listInput, listOutput, question, staleRevision } from './procedure.ts';
import { BasisPoints, EpochMs, OpportunityId, PartnerId, Problem, RegistrationId } from './units.ts';

export const Origin = z.enum(['sourced', 'influenced', 'co-sell', 'direct']);
export type Origin = z.infer<typeof Origin>;

/** Role in the order in which left-over units are given out. */
export const Role = z.enum([
  'originator',
  'specifier',
  'order',
  'site',
  'technical',
  'delivery',
  'contract',
  'advisor',
]);
export type Role = z.infer<typeof Role>;

export const RoleShare = z.object({ partner: PartnerId, partnerName: z.string(), role: Role, shareBp: BasisPoints });
export type RoleShare = z.infer<typeof RoleShare>;

export const Attribution = z.object({
  opportunity: Opportunity,
  origin: Origin,
  roles: z.array(RoleShare),
  registration: z.object({ id: RegistrationId, number: z.string() }).nullable(),
  /** Why: the rule, or the person and their reason. */
  because: z.string(),
  /** Set by a person: no extract and no rule changes it until they take that back. */
  byHand: z.boolean(),
  setBy: z.string(),
  setAt: EpochMs,
  /** The rows of the extracts that made or changed the opportunity, the newest first. */
  lineage: z.array(Lineage),
  revision: z.int(),
});
export type Attribution = z.infer<typeof Attribution>;

/** An approved registration and an opportunity that may be it. */
export const LinkOffer = z.object({
  registration: RegistrationId,
  number: z.string(),
  partnerName: z.string(),
  customer: z.string(),
  opportunity: Opportunity,
  /** 0 to 1; at or above 0.9, and alone, a link is made by itself. */
  score: z.number(),
  words: z.array(z.string()),
  state: z.enum(['offered', 'linked', 'declined']),
});
export type LinkOffer = z.infer<typeof LinkOffer>;

const notDecidable = { NOT_DECIDABLE: { data: z.object({ problems: z.array(Problem).min(1) }) } } as const;

export const attributionContract = {
  get: question(
    'Origin, roles, shares in basis points and source of one opportunity. `direct` with no roles where no partner has a part. NOT_FOUND.',
  )
    .input(z.object({ opportunity: OpportunityId }))
    .output(Attribution),
  set: change(
    'Sets origin, roles and shares by hand. The shares sum to 10 000 bp, or there are none. Accruals follow: the old ones are reversed by new rows.',
  )
    .input(
      z.object({
        opportunity: OpportunityId,
        origin: Origin,
        roles: z.array(z.object({ partner: PartnerId, role: Role, shareBp: BasisPoints })),
        reason: z.string().trim().min(1),
        revision: z.int().optional(),
      }),
    )
    .output(Attribution)
    .errors({ ...staleRevision, ...notDecidable }),
  unset: change(
    'Takes back what was set by hand: the programme’s rules work origin, roles and shares out again, and accruals follow by new rows. NOT_FOUND; NOT_DECIDABLE when nothing was set by hand; STALE_REVISION.',
  )
    .input(z.object({ opportunity: OpportunityId, revision: z.int().optional() }))
    .output(Attribution)
    .errors({ ...staleRevision, ...notDecidable }),
  offers: question('Links offered, made and declined between approved registrations and opportunities; the best first.')
    .input(
      listInput(
        z
          .object({
            registration: RegistrationId,
            opportunity: OpportunityId,
            state: z.enum(['offered', 'linked', 'declined']),
          })
          .partial(),
        ['score'],
      ),
    )
    .output(listOutput(LinkOffer)),
  link: change(
    'Links a registration to its opportunity by hand; no extract undoes it, and one that had expired unworked lives again. NOT_FOUND; NOT_DECIDABLE when the registration was not approved, or either is linked to another.',
  )
    .input(z.object({ registration: RegistrationId, opportunity: OpportunityId }))
    .output(LinkOffer)
    .errors(notDecidable),
  decline: change(
    'Says that an offered or made link is wrong: it is not offered again, and what was credited by it goes. NOT_FOUND; NOT_DECIDABLE when there is no such link, or it was declined before.',
  )
    .input(z.object({ registration: RegistrationId, opportunity: OpportunityId, reason: z.string().default('') }))
    .output(LinkOffer)
    .errors(notDecidable),
};
