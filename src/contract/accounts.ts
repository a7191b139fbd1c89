import { z } from 'zod';
import { listInput, listOutput, question, SearchText } from './procedure.ts';
import { AccountId, BatchId, CountryCode, IsoDate, Money, OpportunityId, RegistrationId } from './units.ts';

/** Where a record came from: the batch, file and row (as the spreadsheet counts) that last changed it. */
export const Lineage = z.object({
  batch: BatchId,
  file: z.string(),
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  asOf: IsoDate.nullable(),
});
export type Lineage = z.infer<typeof Lineage>;

export const Account = z.object({
  id: AccountId,
  /** The CRM's id; where the extract has none, the normalised name. */
  key: z.string(),
  name: z.string(),
  domain: z.string().nullable(),
  country: CountryCode.nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  phone: z.string().nullable(),
  taxId: z.string().nullable(),
  sector: z.string().nullable(),
  employees: z.int().nullable(),
  owner: z.string().nullable(),
  parent: z.string().nullable(),
});
export type Account = z.infer<typeof Account>;

export const OpportunityStatus = z.enum(['open', 'won', 'lost']);
export type OpportunityStatus = z.infer<typeof OpportunityStatus>;

export const Opportunity = z.object({
  id: OpportunityId,
  key: z.string(),
  name: z.string(),
  account: AccountId.nullable(),
  accountName: z.string().nullable(),
  product: z.string().nullable(),
  /** The product family, as the product list or the programme resolves the product. */
  family: z.string().nullable(),
  status: OpportunityStatus,
  /** The stage in the CRM's own words. */
  stage: z.string(),
  value: Money.nullable(),
  owner: z.string().nullable(),
  region: z.string().nullable(),
  openedOn: IsoDate.nullable(),
  /** Expected while open, actual once closed. */
  closeOn: IsoDate.nullable(),
  lastActivityOn: IsoDate.nullable(),
  /** The partner the CRM names, as written. */
  partnerName: z.string().nullable(),
  /** Whether the extract calls it a renewal; `false` where it says nothing. */
  renewal: z.boolean(),
});
export type Opportunity = z.infer<typeof Opportunity>;

export const accountsContract = {
  list: question('Accounts from the CRM extracts. Sort by name, country, opportunities or wonValue.')
    .input(
      listInput(z.object({ text: SearchText, country: CountryCode, sector: z.string() }).partial(), [
        'name',
        'country',
        'opportunities',
        'wonValue',
      ]),
    )
    .output(listOutput(Account.extend({ opportunities: z.int(), open: z.int(), won: z.int(), wonValue: Money }))),
  get: question('One account with its opportunities, the registrations on it and where it came from. NOT_FOUND.')
    .input(z.object({ account: AccountId }))
    .output(
      Account.extend({
        opportunities: z.array(Opportunity),
        registrations: z.array(
          z.object({ id: RegistrationId, number: z.string(), partner: z.string(), state: z.string() }),
        ),
        lineage: z.array(Lineage),
      }),
    ),
  opportunities: question('Opportunities from the CRM extracts. Sort by closeOn, openedOn, value, name or account.')
    .input(
      listInput(
        z
          .object({
            text: SearchText,
            status: OpportunityStatus,
            account: AccountId,
            family: z.string(),
            linked: z.boolean(),
          })
          .partial(),
        ['closeOn', 'openedOn', 'value', 'name', 'account'],
      ),
    )
    .output(listOutput(Opportunity)),
};
