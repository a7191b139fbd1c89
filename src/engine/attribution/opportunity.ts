import type { Opportunity } from '../../contract/accounts.ts';
import { notFound } from '../../contract/refusal.ts';
import type { ReadDb } from '../store/db.ts';

/** The columns of an opportunity (table `o`) with its account (`a`) and family (`of`), each under a name that starts with `o_`. */
export const OPPORTUNITY_COLUMNS = `o.id AS o_id, o.key AS o_key, o.name AS o_name, o.account_id AS o_account,
  coalesce(a.name, o.account_name) AS o_accountName, o.product AS o_product, coalesce(of.family, o.product) AS o_family,
  o.status AS o_status, o.stage AS o_stage, o.value_minor AS o_minor, o.currency AS o_currency, o.owner AS o_owner,
  o.region AS o_region, o.opened_on AS o_openedOn, o.close_on AS o_closeOn, o.last_activity_on AS o_lastActivityOn,
  o.partner_name AS o_partnerName, o.updated_at AS o_updatedAt`;

/** What `OPPORTUNITY_COLUMNS` needs beside `opportunities o`. */
export const OPPORTUNITY_JOINS = `LEFT JOIN accounts a ON a.id = o.account_id
  LEFT JOIN family_names of ON of.key = o.family_key`;

/** A row that holds `OPPORTUNITY_COLUMNS`. */
export interface OpportunityColumns {
  o_id: string;
  o_key: string;
  o_name: string;
  o_account: string | null;
  o_accountName: string | null;
  o_product: string | null;
  o_family: string | null;
  o_status: 'open' | 'won' | 'lost';
  o_stage: string;
  o_minor: number | null;
  o_currency: string | null;
  o_owner: string | null;
  o_region: string | null;
  o_openedOn: string | null;
  o_closeOn: string | null;
  o_lastActivityOn: string | null;
  o_partnerName: string | null;
  o_updatedAt: number;
}

/** The opportunity in a row. */
export const opportunityIn = (row: OpportunityColumns) =>
  ({
    id: row.o_id,
    key: row.o_key,
    name: row.o_name,
    account: row.o_account,
    accountName: row.o_accountName,
    product: row.o_product,
    family: row.o_family,
    status: row.o_status,
    stage: row.o_stage,
    value: row.o_minor === null || row.o_currency === null ? null : { minor: row.o_minor, currency: row.o_currency },
    owner: row.o_owner,
    region: row.o_region,
    openedOn: row.o_openedOn,
    closeOn: row.o_closeOn,
    lastActivityOn: row.o_lastActivityOn,
    partnerName: row.o_partnerName,
  }) as Opportunity;

/** One opportunity. @throws NOT_FOUND */
export function opportunityOf(db: ReadDb, id: string): Opportunity {
  const row = db.get<OpportunityColumns>(
    `SELECT ${OPPORTUNITY_COLUMNS} FROM opportunities o ${OPPORTUNITY_JOINS} WHERE o.id = ?`,
    id,
  );
  if (row === undefined) throw notFound('opportunity', id);
  return opportunityIn(row);
}
