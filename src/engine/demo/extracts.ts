import { type CsvCell, writeCsv } from '../formats/index.ts';
import type { DemoOpportunity } from './deals.ts';
import type { Random } from './random.ts';
import { FAMILIES } from './words.ts';
import type { DemoAccount, DemoPartner } from './world.ts';

/** Rows as a CSV file, as the vendor's CRM writes it: the columns are those of the first row. */
export const csv = (rows: readonly Record<string, CsvCell>[]): Uint8Array =>
  writeCsv({ columns: Object.keys(rows[0] ?? {}), rows: rows.map((row) => Object.values(row)) });

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The accounts report. */
export const accountsFile = (accounts: readonly DemoAccount[]): Uint8Array =>
  csv(
    accounts.map((account) => ({
      'Account ID': account.key,
      'Account Name': account.name,
      Website: `https://www.${account.domain}`,
      'Billing City': account.city,
      'Billing Zip/Postal Code': account.postcode,
      'Billing Country': account.country.name,
      'Billing State/Province': account.country.region,
      Phone: account.phone,
      Industry: account.sector,
      Employees: account.employees,
      'Account Owner': account.owner,
    })),
  );

const OPEN_STAGES = ['Qualification', 'Needs Analysis', 'Proposal/Price Quote', 'Negotiation/Review'] as const;

/** The opportunities report as of an instant: what was opened, won or lost by then. */
export const opportunitiesFile = (opportunities: readonly DemoOpportunity[], asOf: number): Uint8Array =>
  csv(opportunities.map((one) => opportunityRow(one, asOf)));

function opportunityRow(one: DemoOpportunity, asOf: number): Record<string, CsvCell> {
  const refunded = one.refundedAt !== null && one.refundedAt <= asOf;
  const closed = one.closeAt <= asOf;
  const progress = Math.min(0.99, (asOf - one.openedAt) / (one.closeAt - one.openedAt));
  const stage =
    refunded || (closed && one.result === 'lost')
      ? 'Closed Lost'
      : closed
        ? 'Closed Won'
        : (OPEN_STAGES[Math.floor(progress * 4)] ?? OPEN_STAGES[0]);
  return {
    'Opportunity ID': one.key,
    'Opportunity Name': `${one.account.name}: ${one.product}`,
    'Account ID': one.account.key,
    'Account Name': one.account.name,
    Stage: stage,
    Product: one.product,
    Amount: one.amount,
    'Amount Currency': one.currency,
    'Close Date': day(refunded ? (one.refundedAt ?? one.closeAt) : one.closeAt),
    'Created Date': day(one.openedAt),
    'Last Activity': day(Math.min(asOf, one.closeAt)),
    'Opportunity Owner': one.owner,
    Region: one.account.country.region,
    'Partner Account': one.partnerName ?? '',
    Type: one.renewal ? 'Renewal' : 'New Business',
  };
}

/** The vendor's partner list. */
export const partnersFile = (partners: readonly DemoPartner[]): Uint8Array =>
  csv(
    partners.map((partner) => ({
      'Partner ID': partner.key,
      'Partner Name': partner.name,
      'Partner Type': partner.type,
      Tier: partner.tier,
      Stage: partner.stage,
      Country: partner.country.name,
      Region: partner.country.region,
      City: partner.country.cities[0] ?? '',
      Website: partner.domain,
      'Partner Manager': partner.supporter,
      'Signed On': partner.signedOn,
    })),
  );

/** People at the partners and what they are certified in. */
export const contactsFile = (random: Random, partners: readonly DemoPartner[]): Uint8Array =>
  csv(
    partners.flatMap((partner) =>
      partner.people.map((someone, index) => ({
        'Partner ID': partner.key,
        'Contact Name': someone.name,
        Title: index === 0 ? 'Account executive' : 'Solution engineer',
        Email: someone.email,
        Certifications: FAMILIES.filter(() => random.chance(index === 0 ? 0.9 : 0.5))
          .map((family) => family.name)
          .join('; '),
      })),
    ),
  );

/** The vendor's product list. */
export const productsFile = (): Uint8Array =>
  csv(
    FAMILIES.flatMap((family) =>
      family.products.map((product, index) => ({
        Product: product,
        'Product Family': family.name,
        Price: (index + 1) * 9_500,
      })),
    ),
  );
