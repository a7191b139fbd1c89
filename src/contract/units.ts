import { z } from 'zod';

/** An amount in the minor unit of its currency; a safe integer, because canonical JSON has no bigint. */
export const Minor = z.int().brand<'Minor'>();
export type Minor = z.infer<typeof Minor>;

/** ISO 4217 code, upper case. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .brand<'Currency'>();
export type Currency = z.infer<typeof Currency>;

/** An amount of money: integer minor units and the currency they are units of. */
export const Money = z.object({ minor: Minor, currency: Currency });
export type Money = z.infer<typeof Money>;

/** A calendar date without a time zone, `2026-09-30`. Never shifted by a zone. */
export const IsoDate = z.iso.date().brand<'IsoDate'>();
export type IsoDate = z.infer<typeof IsoDate>;

const FIRST_ASKED = '1970-01-01';
const AFTER_ASKED = '2200-01-01';

/** A day somebody asks figures of. A year mistyped (0206, 20266) would be counted month by month for centuries. */
export const AskedDay = IsoDate.refine((day) => day >= FIRST_ASKED && day < AFTER_ASKED, 'give a day of 1970 to 2199');

/** A calendar quarter, `2026-Q3`. */
export const Quarter = z.string().regex(/^\d{4}-Q[1-4]$/);

/** A quarter somebody asks for, of the same years as a day. */
export const AskedQuarter = Quarter.refine(
  (quarter) => quarter >= FIRST_ASKED.slice(0, 4) && quarter < AFTER_ASKED.slice(0, 4),
  'give a quarter of 1970 to 2199',
);

/** An instant: milliseconds since 1970-01-01T00:00Z. */
export const EpochMs = z.int().brand<'EpochMs'>();
export type EpochMs = z.infer<typeof EpochMs>;

/** An instant as callers write it: epoch milliseconds, or an ISO instant with its offset, which is turned into the former. */
export const Instant = z.union([
  EpochMs,
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text) as EpochMs),
]);

/** Hundredths of a percent: 10 000 is the whole. */
export const BasisPoints = z.int().min(0).max(10_000).brand<'BasisPoints'>();
export type BasisPoints = z.infer<typeof BasisPoints>;

/** Time inside the programme's working hours, in hours. */
export const BusinessHours = z.number().nonnegative().brand<'BusinessHours'>();
export type BusinessHours = z.infer<typeof BusinessHours>;

/** ISO 3166-1 alpha-2 code, upper case. */
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .brand<'CountryCode'>();
export type CountryCode = z.infer<typeof CountryCode>;

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

const id = <const Name extends string>(_name: Name) => z.uuid().brand<Name>();

export const WorkspaceId = id('WorkspaceId');
export type WorkspaceId = z.infer<typeof WorkspaceId>;
export const PartnerId = id('PartnerId');
export type PartnerId = z.infer<typeof PartnerId>;
export const AccountId = id('AccountId');
export type AccountId = z.infer<typeof AccountId>;
export const OpportunityId = id('OpportunityId');
export type OpportunityId = z.infer<typeof OpportunityId>;
export const RegistrationId = id('RegistrationId');
export type RegistrationId = z.infer<typeof RegistrationId>;
export const ProtectionId = id('ProtectionId');
export type ProtectionId = z.infer<typeof ProtectionId>;
export const CaseId = id('CaseId');
export type CaseId = z.infer<typeof CaseId>;
export const PreferenceId = id('PreferenceId');
export type PreferenceId = z.infer<typeof PreferenceId>;
export const BatchId = id('BatchId');
export type BatchId = z.infer<typeof BatchId>;
export const AccrualId = id('AccrualId');
export type AccrualId = z.infer<typeof AccrualId>;
export const ReviewId = id('ReviewId');
export type ReviewId = z.infer<typeof ReviewId>;
export const EntryId = id('EntryId');
export type EntryId = z.infer<typeof EntryId>;

/** A file the user chose or dropped, named by an opaque token: the window never sees or sends a path. */
export const GrantId = z.string().min(16).max(64).brand<'GrantId'>();
export type GrantId = z.infer<typeof GrantId>;

/** What the window knows of a granted file. Size in bytes; `null` for a file that is still to be written. */
export const Grant = z.object({ grant: GrantId, name: z.string(), sizeBytes: z.int().nonnegative().nullable() });
export type Grant = z.infer<typeof Grant>;

/** Something wrong with what a person gave us, told so that they can mend it. `row` counts as the spreadsheet does, the header included. */
export const Problem = z.object({
  code: z.string().regex(/^[a-z0-9_]+$/),
  /** What happened: “31.02.26” is not a date. */
  message: z.string(),
  /** What to do: Write it as 2026-02-28. */
  todo: z.string(),
  file: z.string().optional(),
  sheet: z.string().optional(),
  row: z.int().min(1).optional(),
  column: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Who changes something, and when: given in at the edge, never read inside. */
export interface Moment {
  readonly at: EpochMs;
  readonly actor: string;
}

/** The end of a switch over a union. */
export function unreachable(value: never): never {
  throw new Error(`expected every case to be handled, found ${JSON.stringify(value)}`);
}
