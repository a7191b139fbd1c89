import { change, record } from '../../src/engine/journal/index.ts';
import { familyKey } from '../../src/engine/programme/index.ts';
import type { ReadDb, WriteDb } from '../../src/engine/store/db.ts';
import { moment } from './workspace.ts';

/**
 * Rows written as they are, for tests of what reads them: a figure worked out by hand needs facts nobody computed. Each has
 * the fewest fields that matter; the rest is filled in plainly. Ids are made from short names, so that a test can say `r1`.
 */

type Value = string | number | null;
type Fields = Record<string, Value>;

/** A UUID whose last digits say the name. */
export const idOf = (name: string): string =>
  `00000000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`;

const stamps = { created_at: 1, updated_at: 1, revision: 1 };
const at = (day: string, time = '10:00') => Date.parse(`${day}T${time}:00Z`);

/** A workspace's facts, table by table. */
export interface Facts {
  readonly partners?: readonly ({
    id: string;
    name: string;
    domain?: string;
    key?: string;
    region?: string;
  } & Fields)[];
  readonly accounts?: readonly ({ id: string; name: string } & Fields)[];
  readonly opportunities?: readonly NewOpportunity[];
  readonly registrations?: readonly NewRegistration[];
  readonly cases?: readonly NewCase[];
  readonly accruals?: readonly NewAccrual[];
  /** As-of date of an extract of opportunities. */
  readonly extract?: string;
}

export interface NewOpportunity {
  readonly id: string;
  readonly name?: string;
  readonly account?: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly closeOn?: string | null;
  readonly openedOn?: string;
  readonly minor?: number | null;
  readonly currency?: string;
  readonly family?: string;
  readonly region?: string | null;
  /** Origin, and the partner in the first role. */
  readonly origin?: 'sourced' | 'influenced' | 'co-sell' | 'direct';
  readonly partner?: string;
  /** The registration it is linked to. */
  readonly registration?: string;
}

export interface NewRegistration {
  readonly id: string;
  readonly partner: string;
  readonly customer?: string;
  readonly family?: string;
  readonly receivedOn: string;
  readonly state?: 'submitted' | 'returned' | 'in case' | 'approved' | 'rejected' | 'withdrawn' | 'closed';
  readonly close?: 'won' | 'lost' | 'expired' | 'error';
  readonly decidedOn?: string;
  readonly tookHours?: number;
  readonly inTime?: boolean;
  readonly meetingOn?: string;
  readonly fields?: Fields;
}

export interface NewCase {
  readonly id: string;
  readonly state?: 'open' | 'sealed' | 'ruled' | 'appealed' | 'closed';
  readonly openedOn: string;
  readonly claims: readonly string[];
  readonly customer?: string;
  readonly ruledOn?: string;
  readonly winner?: string;
  readonly fields?: Fields;
}

export interface NewAccrual {
  readonly id: string;
  readonly partner: string;
  readonly on: string;
  readonly minor: number;
  readonly currency?: string;
  readonly reverses?: string;
  readonly registration?: string;
  readonly opportunity?: string;
}

/** Writes facts through a change of their own, as everything is written. */
export function putRows(db: WriteDb, facts: Facts, actor = 'the test'): void {
  change(db, { verb: 'test.facts', input: facts }, moment('2026-01-02T08:00Z', actor), (tx) => {
    const plain = new Map<string, Fields>();
    const insert = (table: string, given: Fields) => {
      const rest = plain.get(table) ?? plainly(tx, table);
      plain.set(table, rest);
      const fields = { ...rest, ...given };
      const columns = Object.keys(fields);
      tx.run(
        `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ...Object.values(fields),
      );
    };
    for (const { id, name, key, ...rest } of facts.partners ?? []) insert('partners', partnerRow(id, name, key, rest));
    for (const { id, name, ...rest } of facts.accounts ?? []) {
      insert('accounts', { id: idOf(id), key: id, name, name_key: name.toLowerCase(), ...rest, ...stamps });
    }
    for (const one of facts.registrations ?? []) insert('registrations', registrationRow(one));
    for (const one of facts.opportunities ?? []) putOpportunity(insert, one);
    for (const one of facts.cases ?? []) putCase(insert, one);
    for (const one of facts.accruals ?? []) insert('accruals', accrualRow(one));
    if (facts.extract !== undefined) putExtract(insert, facts.extract);
    record(tx, { subject: null, subjectName: null, words: 'Facts were put in for a test', what: null });
  });
}

/** Nothing in every column that must have something: a table may have grown since a test was written. */
const plainly = (db: ReadDb, table: string): Fields =>
  Object.fromEntries(
    db
      .all<{ name: string; type: string }>(
        'SELECT name, type FROM pragma_table_info(?) WHERE "notnull" = 1 AND dflt_value IS NULL',
        table,
      )
      .map(({ name, type }) => [name, type === 'TEXT' ? '' : 0]),
  );

type Insert = (table: string, fields: Fields) => void;

const partnerRow = (id: string, name: string, key: string | undefined, rest: Fields): Fields => ({
  id: idOf(id),
  key: key ?? id,
  name,
  name_key: name.toLowerCase(),
  stage: 'enable',
  territories: '[]',
  families: '[]',
  verticals: '[]',
  ...rest,
  ...stamps,
});

function registrationRow(one: NewRegistration): Fields {
  const decidedAt = one.decidedOn === undefined ? null : at(one.decidedOn, '12:00');
  const state = one.state ?? (decidedAt === null ? 'submitted' : 'approved');
  const customer = one.customer ?? `Customer of ${one.id}`;
  return {
    id: idOf(one.id),
    number: `R-${one.receivedOn.slice(0, 4)}-${one.id}`,
    partner_id: idOf(one.partner),
    type: 'resale',
    state,
    close_kind: one.close ?? null,
    closed_on: null,
    provisional: 0,
    customer_name: customer,
    customer: JSON.stringify({ name: customer }),
    site_key: '',
    family: one.family ?? null,
    family_key: familyKey(one.family ?? ''),
    value_minor: 1_000_000,
    currency: 'EUR',
    rest: '{}',
    search_text: `${customer.toLowerCase()} r ${one.receivedOn.slice(0, 4)} ${one.id}`,
    content_hash: one.id,
    received_at: at(one.receivedOn),
    received_on: one.receivedOn,
    edition: 1,
    decide_by_at: (decidedAt ?? at(one.receivedOn)) + (one.inTime === false ? -1 : 1) * 3_600_000,
    escalate_at: at(one.receivedOn) + 7 * 86_400_000,
    returned_hours: 0,
    returned_times: 0,
    decided_at: decidedAt,
    took_hours: one.tookHours ?? null,
    decision_code: state === 'rejected' ? 'too early' : null,
    missing: '[]',
    contested: 0,
    fails: 0,
    cannot_tell: 0,
    rung: 3,
    meeting_on: one.meetingOn ?? null,
    candidates: '[]',
    checked_at: at(one.receivedOn),
    checked_seq: 1,
    updated_by: 'the test',
    ...one.fields,
    ...stamps,
  };
}

function putOpportunity(insert: Insert, one: NewOpportunity): void {
  insert('opportunities', {
    id: idOf(one.id),
    key: one.id,
    name: one.name ?? `Deal ${one.id}`,
    account_id: one.account === undefined ? null : idOf(one.account),
    account_name: one.account ?? `Account of ${one.id}`,
    product: one.family ?? null,
    family_key: familyKey(one.family ?? ''),
    status: one.status,
    stage: one.status,
    value_minor: one.minor === undefined ? 100_000 : one.minor,
    currency: one.minor === null ? null : (one.currency ?? 'EUR'),
    region: one.region ?? null,
    opened_on: one.openedOn ?? null,
    close_on: one.closeOn ?? null,
    ...stamps,
  });
  const registration = one.registration === undefined ? null : idOf(one.registration);
  if (registration !== null) {
    const link = { registration_id: registration, opportunity_id: idOf(one.id), state: 'linked', score: 1 };
    insert('links', { ...link, words: '[]', by_hand: 0, by: 'the test', ...stamps });
  }
  if (one.origin === undefined) return;
  const attribution = { opportunity_id: idOf(one.id), origin: one.origin, registration_id: registration };
  insert('attributions', { ...attribution, because: 'the test', by_hand: 0, set_by: 'the test', ...stamps });
  if (one.partner === undefined) return;
  const role = { opportunity_id: idOf(one.id), ord: 0, partner_id: idOf(one.partner) };
  insert('attribution_roles', { ...role, role: 'originator', share_bp: 10_000 });
}

function putCase(insert: Insert, one: NewCase): void {
  insert('cases', {
    id: idOf(one.id),
    number: `C-${one.id}`,
    state: one.state ?? 'open',
    customer: one.customer ?? `Customer of ${one.id}`,
    family: null,
    family_key: '',
    reason: '',
    edition: 1,
    opened_at: at(one.openedOn),
    rule_by_at: at(one.openedOn) + 14 * 86_400_000,
    sealed_at: one.state === undefined || one.state === 'open' ? null : at(one.openedOn) + 86_400_000,
    updated_by: 'the test',
    ...one.fields,
    ...stamps,
  });
  one.claims.forEach((registration, place) => {
    const label = 'ABCDEFGH'.charAt(place);
    insert('case_claims', {
      case_id: idOf(one.id),
      label,
      kind: 'registration',
      registration_id: idOf(registration),
    });
  });
  if (one.ruledOn === undefined) return;
  insert('rulings', {
    id: idOf(`${one.id}r`),
    case_id: idOf(one.id),
    ord: 1,
    outcome: 'award',
    winner: one.winner ?? 'A',
    clauses: '["CP2"]',
    reason: 'the test',
    followed_recommendation: 1,
    loser_gets: 'nothing',
    by: 'the test',
    at: at(one.ruledOn),
    appeal_until_on: one.ruledOn,
  });
}

const accrualRow = (one: NewAccrual): Fields => ({
  id: idOf(one.id),
  partner_id: idOf(one.partner),
  opportunity_id: idOf(one.opportunity ?? 'none'),
  registration_id: one.registration === undefined ? null : idOf(one.registration),
  rule: 'IN3',
  rule_name: 'Resale margin',
  edition: 1,
  accrued_on: one.on,
  quarter: `${one.on.slice(0, 4)}-Q${Math.ceil(Number(one.on.slice(5, 7)) / 3)}`,
  amount_minor: one.minor,
  currency: one.currency ?? 'EUR',
  reverses: one.reverses === undefined ? null : idOf(one.reverses),
  because: 'the test',
  steps: '[]',
  facts_hash: one.id,
  pay_by_on: one.on,
  created_at: 1,
});

function putExtract(insert: Insert, asOf: string): void {
  insert('batches', {
    id: idOf('batch'),
    state: 'committed',
    as_of_on: asOf,
    counts: '{}',
    committed_at: 1,
    committed_by: 'the test',
    committed_seq: 1,
    ...stamps,
  });
  insert('batch_files', {
    batch_id: idOf('batch'),
    ord: 0,
    file: 'opportunities.csv',
    hash: '0',
    size_bytes: 1,
    kind: 'opportunities',
    counts: '{}',
    as_of_on: asOf,
  });
}
