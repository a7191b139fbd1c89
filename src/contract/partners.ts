import { z } from 'zod';
import { listInput, listOutput, question, SearchText } from './procedure.ts';
import { BasisPoints, BusinessHours, CountryCode, IsoDate, Money, PartnerId } from './units.ts';

export const PartnerStage = z.enum([
  'strategize',
  'recruit',
  'onboard',
  'enable',
  'incentivize',
  'accelerate',
  'renew',
  'exit',
]);
export type PartnerStage = z.infer<typeof PartnerStage>;

export const Partner = z.object({
  id: PartnerId,
  /** The key in the vendor's own partner list. */
  key: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  tier: z.string().nullable(),
  stage: PartnerStage,
  country: CountryCode.nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  domain: z.string().nullable(),
  /** Names of programme territories, or countries; empty: anywhere. */
  territories: z.array(z.string()),
  /** Product families it may register; empty: all. */
  families: z.array(z.string()),
  verticals: z.array(z.string()),
  /** The vendor's partner sales support person. */
  supporter: z.string().nullable(),
  signedOn: IsoDate.nullable(),
  revision: z.int(),
});
export type Partner = z.infer<typeof Partner>;

export const PartnerContact = z.object({
  name: z.string(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Families this person is certified in. */
  certifications: z.array(z.object({ family: z.string(), until: IsoDate.nullable() })),
});

/** What a partner brought so far, all time unless said. */
export const PartnerStanding = z.object({
  registered: z.int(),
  open: z.int(),
  approved: z.int(),
  rejected: z.int(),
  won: z.int(),
  lost: z.int(),
  wonValue: Money,
  cases: z.int(),
  /** Approved / (approved + rejected); `null` below five decisions. */
  approvalRateBp: BasisPoints.nullable(),
  /** Median business hours the vendor took to decide; `null` before the first decision. */
  decidedIn: BusinessHours.nullable(),
  lastRegisteredOn: IsoDate.nullable(),
});

export const PartnerItem = Partner.extend({ standing: PartnerStanding });
export type PartnerItem = z.infer<typeof PartnerItem>;

export const partnersContract = {
  list: question(
    'Partners with what each brought. Sort by name, tier, registered, approved, won, wonValue or lastRegisteredOn.',
  )
    .input(
      listInput(
        z
          .object({ text: SearchText, stage: PartnerStage, tier: z.string(), country: CountryCode, type: z.string() })
          .partial(),
        ['name', 'tier', 'registered', 'approved', 'won', 'wonValue', 'lastRegisteredOn'],
      ),
    )
    .output(listOutput(PartnerItem)),
  get: question('One partner: standing, people, deals, service given and owed, earnings by quarter. NOT_FOUND.')
    .input(z.object({ partner: z.string() }))
    .output(
      PartnerItem.extend({
        contacts: z.array(PartnerContact),
        /** Sourced won value of the last eight quarters, oldest first. */
        trend: z.array(z.object({ quarter: z.string(), won: Money, registered: z.int() })),
        /** What the vendor promised this partner and did. */
        service: z.object({
          decided: z.int(),
          decidedInTime: z.int(),
          firstMeetingsDue: z.int(),
          firstMeetingsHeld: z.int(),
        }),
        owed: z.array(
          z.object({
            what: z.string(),
            dueOn: IsoDate.nullable(),
            record: z.string(),
            kind: z.enum(['registration', 'case', 'review']),
          }),
        ),
        earnings: z.array(z.object({ quarter: z.string(), accrued: Money, reversed: Money, net: Money })),
      }),
    ),
};
