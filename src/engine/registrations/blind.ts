import type { RegistrationBlind } from '../../contract/registrations.ts';
import type { CaseId } from '../../contract/units.ts';
import type { ReadDb } from '../store/db.ts';
import { maskFor } from './mask.ts';

/** What stands in place of a partner’s name while the case is blind. The claim’s letter is not in it: the queue and the case have no common handle. */
export const claimantIn = ({ number }: Pick<RegistrationBlind, 'number'>): string => `claimant in ${number}`;

/** Rows of registrations that claim in a blind case: few, as few cases are open at a time. */
export const BLIND_ROWS = '(SELECT h.rowid FROM blind_claims b CROSS JOIN registrations h ON h.id = b.registration_id)';

/** Which of these registrations claim in a blind case, and in which. */
export function blindAmong(db: ReadDb, ids: readonly string[]): Map<string, RegistrationBlind> {
  if (ids.length === 0) return new Map();
  return new Map(
    db
      .all<{ id: string; case: CaseId; number: string }>(
        `SELECT b.registration_id AS id, b.case_id AS "case", b.number FROM json_each(?) AS asked
         CROSS JOIN blind_claims b ON b.registration_id = asked.value`,
        JSON.stringify(ids),
      )
      .map(({ id, ...blind }) => [id, blind]),
  );
}

/** The case that hides who registered this; `undefined` where nothing is hidden. */
export const blindCaseOf = (db: ReadDb, id: string): RegistrationBlind | undefined => blindAmong(db, [id]).get(id);

interface ClaimantRow {
  id: string | null;
  name: string | null;
  key: string | null;
  domain: string | null;
  number: string | null;
  opportunity: string | null;
  crmPartner: string | null;
  owner: string | null;
  customer: string;
  family: string | null;
}

/**
 * A function that takes every mention of the claimants of some cases out of a text.
 *
 * @param also `everything`: numbers of the claims and what names the direct opportunities too, as in a case itself; `partners`: who registered
 */
export function maskOfCases(
  db: ReadDb,
  cases: readonly string[],
  also: 'everything' | 'partners',
): (text: string) => string {
  const rows = db.all<ClaimantRow>(
    `SELECT p.id, p.name, p.key, p.domain, coalesce(r.number, o.key) AS number, o.name AS opportunity,
       o.partner_name AS crmPartner, o.owner, c.customer, c.family
     FROM json_each(?) AS asked CROSS JOIN cases c ON c.id = asked.value JOIN (
       SELECT case_id, registration_id, opportunity_id FROM case_claims
       UNION ALL SELECT case_id, NULL, opportunity_id FROM case_opportunities) k ON k.case_id = c.id
     LEFT JOIN registrations r ON r.id = k.registration_id LEFT JOIN partners p ON p.id = r.partner_id
     LEFT JOIN opportunities o ON o.id = k.opportunity_id`,
    JSON.stringify(cases),
  );
  const each = (...of: (keyof ClaimantRow)[]) =>
    rows.flatMap((row) => of.map((column) => row[column] ?? '')).filter((text) => text !== '');
  const isAll = also === 'everything';
  return maskFor(
    {
      names: each('name', 'crmPartner', ...(isAll ? (['opportunity'] as const) : [])),
      domains: each('domain'),
      people: [...peopleOf(db, each('id')), ...(isAll ? each('owner') : [])],
      numbers: each('key', ...(isAll ? (['number'] as const) : [])),
    },
    each('customer', 'family'),
  );
}

/** The people of some partners, with how to reach them. */
const peopleOf = (db: ReadDb, partners: readonly string[]): string[] =>
  db
    .all<{ name: string; email: string | null; phone: string | null }>(
      'SELECT name, email, phone FROM contacts WHERE partner_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(partners),
    )
    .flatMap(({ name, email, phone }) => [name, email ?? '', phone ?? ''])
    .filter((text) => text !== '');
