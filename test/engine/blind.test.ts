import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createProcedureClient, createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../src/contract/index.ts';
import type { EpochMs } from '../../src/contract/units.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { router } from '../../src/engine/router.ts';

// While a case is blind no other door may tell who claims in it. Every question of the contract is asked; one that is new has to be
// put into a list below before this passes.
const RESOURCES = path.join(import.meta.dirname, '../../resources');
let folder = '';
let engine: Engine;
let told: Told;

const SETTINGS = {
  name: 'Vendor',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
  kind: 'trial',
};
const NAMES = ['kestrel', 'blue delta', 'bluedelta', 'falk', 'mertens'];
const VALUES = ['12345678', '87654321'];
const CUSTOMER = 'Halden Precision';

const claim = (partner: string, minor: number) => ({
  partner,
  customer: { name: `${CUSTOMER} GmbH`, domain: 'halden.example', country: 'DE' },
  contact: { name: 'Ada Lund', title: 'Head of production', email: 'ada@halden.example' },
  family: 'CRM',
  value: { minor, currency: 'EUR' },
  expectedClose: '2026-12-30',
  reference: `${partner}/17`,
  need: `${partner} measured the line.`,
  evidence: [
    {
      kind: 'in evaluation' as const,
      date: '2026-05-20',
      note: 'Jo Falk of Kestrel Parts and Blue-Delta IT walked the line.',
    },
  ],
});

const clock = { at: Date.UTC(2026, 5, 1, 8) };
const contextNow = () => ({
  ...engine.contextFor('command line'),
  moment: () => ({ at: clock.at as EpochMs, actor: 'Mara' }),
});
const clientNow = () => createRouterClient(router, { context: contextNow() });
type Client = ReturnType<typeof clientNow>;

interface Told {
  readonly client: Client;
  readonly case: string;
  readonly number: string;
  readonly registrations: readonly { readonly id: string; readonly number: string }[];
  readonly outsider: string;
  readonly batch: string;
  readonly partners: readonly string[];
  readonly account: string;
  readonly opportunity: string;
}

async function take(client: Client, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  const { batch } = await client.exchange.preview({ files: [file], asOf: '2026-05-29' as never });
  await client.exchange.commit({ batch });
  return batch;
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-blind-'));
  const file = path.join(folder, 'vendor.tributary');
  engine = await startEngine(
    { role: 'writer', file, resources: RESOURCES, actor: 'Mara', start: { do: 'create', input: SETTINGS } },
    () => undefined,
    { settle: false, backUpOnClose: false, now: clock.at },
  );
  const client = clientNow();
  await take(
    client,
    'partners.csv',
    'Partner ID,Partner Name,Tier,Country,Website\nP-1,Kestrel Parts,Gold,Germany,kestrel.example\nP-2,Blue Delta IT,Silver,Germany,bluedelta.example\nP-3,Tidewater,Silver,Germany,tidewater.example\n',
  );
  await take(
    client,
    'contacts.csv',
    'Contact ID,Partner ID,Name,Email\nC-1,P-1,Jo Falk,jo.falk@kestrel.example\nC-2,P-2,Ana Mertens,ana@bluedelta.example\n',
  );
  const batch = await take(
    client,
    'accounts.csv',
    `Account ID,Account Name,Website,Billing Country\nA-1,${CUSTOMER} GmbH,halden.example,Germany\n`,
  );
  const first = await client.registrations.submit(claim('Kestrel Parts', 12_345_678));
  clock.at += 3_600_000;
  // Protected, linked and attributed before anybody contests it: all that hangs on an approval has to keep quiet too.
  await client.registrations.approve({ registration: first.id, override: 'Known.' });
  clock.at += 86_400_000;
  await take(
    client,
    'opportunities.csv',
    'Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Product,Amount,Amount Currency,Close Date,Created Date\nO-1,Halden CRM,A-1,Halden Precision GmbH,Proposal,CRM,50000,EUR,2026-12-10,2026-06-02\n',
  );
  const [offer] = (await client.attribution.offers({})).items;
  const opportunity = offer?.opportunity.id ?? (await client.accounts.opportunities({})).items[0]?.id ?? '';
  await client.attribution.link({ registration: first.id, opportunity: opportunity as never });
  const second = await client.registrations.submit(claim('Blue Delta IT', 87_654_321));
  const outsider = await client.registrations.submit(claim('Tidewater', 5_000_000));
  const opened = await client.conflicts.open({ registrations: [first.id, second.id] });
  await client.conflicts.recordPreference({
    case: opened.id,
    claim: 'A',
    date: '2026-06-02' as never,
    writtenBy: 'Ada Lund, who met Ana Mertens',
    note: 'Of Blue-Delta IT and kestrel.example we prefer Jo Falk’s people.',
  });
  told = {
    client,
    case: opened.id,
    number: opened.number,
    registrations: [first, second].map(({ id, number }) => ({ id, number })),
    outsider: outsider.id,
    batch,
    partners: (await client.partners.list({})).items.filter(({ name }) => name !== 'Tidewater').map(({ id }) => id),
    account: (await client.accounts.list({})).items[0]?.id ?? '',
    opportunity,
  };
});
afterAll(async () => {
  await engine.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const ask = (procedure: string, input: unknown): Promise<unknown> => {
  const [feature, verb] = procedure.split('.') as [keyof typeof router, string];
  const handler = (router[feature] as Record<string, unknown>)[verb];
  const client = createProcedureClient(
    handler as Parameters<typeof createProcedureClient>[0],
    {
      context: contextNow(),
    } as never,
  );
  return client(input as never) as Promise<unknown>;
};

type Inputs = (of: Told) => readonly unknown[];
const none: Inputs = () => [{}];

/** About deals: neither the claimants’ names nor their values stand in the answers. */
const DEALS: Record<string, Inputs> = {
  'registrations.list': () => [
    {},
    ...['clock', 'receivedAt', 'customer', 'partner', 'value', 'number'].map((by) => ({ sort: { by } })),
    { filter: { queue: 'contested' } },
    { filter: { text: 'halden' } },
  ],
  'registrations.get': ({ registrations, outsider }) =>
    [...registrations.map(({ id }) => id), outsider].map((registration) => ({ registration })),
  'protection.list': () => [{}, { sort: { by: 'partner' } }, { filter: { text: 'halden' } }],
  'conflicts.list': none,
  'conflicts.get': (of) => [{ case: of.case }],
  'attribution.get': ({ opportunity }) => [{ opportunity }],
  'attribution.offers': none,
  'accounts.list': none,
  'accounts.get': ({ account }) => [{ account }],
  'accounts.opportunities': none,
  'insights.today': none,
  'insights.find': ({ registrations }) =>
    ['halden', 'C-2026', ...registrations.map(({ number }) => number)].map((text) => ({ text })),
  'insights.rows': () => [
    { of: { metric: 'registered' }, filter: QUARTER },
    { of: { metric: 'weighted pipeline' }, filter: QUARTER },
    { of: { stage: 'Registered' }, filter: QUARTER },
    { of: { series: 'registered', month: '2026-06' }, filter: QUARTER },
  ],
  'insights.series': () => [{ series: ['registered'] }],
  'matching.check': () => [{ customer: { name: CUSTOMER } }],
  'programme.get': none,
  'workspace.info': none,
  'exchange.fields': none,
};
const QUARTER = { from: '2026-04-01', until: '2026-06-30' };

/** About partners: their names stand there, and nothing that leads from them to the case, its customer or its registrations. */
const PARTNERS: Record<string, Inputs> = {
  'partners.list': none,
  'partners.get': ({ partners }) => partners.map((partner) => ({ partner })),
  'insights.summary': () => [{ filter: QUARTER }],
  'incentives.accruals': none,
  'incentives.statements': none,
  'incentives.statement': ({ partners }) => partners.map((partner) => ({ partner, quarter: '2026-Q2' })),
  'registrations.list': ({ partners }) => [
    ...partners.map((partner) => ({ filter: { partner } })),
    ...['kestrel', 'blue', 'kestrel parts/17'].map((text) => ({ filter: { text: `${text}` } })),
  ],
  'protection.list': ({ partners }) => [
    ...partners.map((partner) => ({ filter: { partner } })),
    { filter: { text: 'kestrel' } },
  ],
  'conflicts.list': ({ partners }) => partners.map((partner) => ({ filter: { partner } })),
  'insights.find': () => NAMES.map((text) => ({ text })),
  'insights.rows': ({ partners }) =>
    partners.map((partner) => ({ of: { metric: 'registered' }, filter: { ...QUARTER, partner } })),
};

/** What tells by its nature, and why that stays: docs/decisions.md, “Blindness beside the case”. */
const BY_NATURE = new Set([
  'journal.list',
  'journal.verify',
  'exchange.batches',
  'exchange.preview',
  'exchange.rows',
  'exchange.samples',
  'exchange.issues',
  'reviews.list',
  'reviews.get',
  'reviews.commitments',
  'workspace.check',
  'workspace.backups',
  'workspace.progress',
]);

test('every question of the contract has been thought of', () => {
  const questions = Object.entries(contract).flatMap(([feature, verbs]) =>
    Object.entries(verbs)
      .filter(
        ([, procedure]) => (procedure as { '~orpc': { meta: { kind: string } } })['~orpc'].meta.kind === 'question',
      )
      .map(([verb]) => `${feature}.${verb}`),
  );
  expect(questions.filter((one) => !(one in DEALS || one in PARTNERS || BY_NATURE.has(one)))).toEqual([]);
  expect(questions.length).toBeGreaterThan(20);
});

const found = (words: readonly string[], answer: unknown): string[] => {
  const text = JSON.stringify(answer).toLowerCase();
  return words.filter((word) => text.includes(word.toLowerCase()));
};

describe('while a case is open nobody is told who claims', () => {
  test.each(Object.keys(DEALS))('by %s', async (procedure) => {
    for (const input of DEALS[procedure]?.(told) ?? []) {
      const answer = await ask(procedure, input);
      expect([input, found([...NAMES, ...told.partners], answer)]).toEqual([input, []]);
      // The value of the opportunity in the CRM is the vendor’s own figure, and stays.
      expect([input, found(VALUES, answer)]).toEqual([input, []]);
    }
  });

  test.each(Object.keys(PARTNERS))('by %s of a partner', async (procedure) => {
    const secrets = [told.case, told.number, CUSTOMER, ...told.registrations.flatMap(({ id, number }) => [id, number])];
    for (const input of PARTNERS[procedure]?.(told) ?? []) {
      expect([input, found(secrets, await ask(procedure, input))]).toEqual([input, []]);
    }
  });

  test('by the order of a list', async () => {
    const ids = told.registrations.map(({ id }) => id);
    for (const by of ['partner', 'value'] as const) {
      for (const descending of [false, true]) {
        for (const filter of [undefined, { text: 'halden' }, { receivedFrom: '2026-01-01' as never }]) {
          const page = { sort: { by, descending }, ...(filter === undefined ? {} : { filter }) };
          const { items, total } = await told.client.registrations.list(page);
          expect(items.map(({ id }) => id)).toHaveLength(total);
          expect(new Set(items.slice(-2).map(({ id }) => id))).toEqual(new Set(ids));
          // In pages of one it is the same order, and nothing is left out.
          const pages: string[] = [];
          let cursor: string | undefined;
          do {
            const one = await told.client.registrations.list({ ...page, limit: 1, ...(cursor ? { cursor } : {}) });
            pages.push(...one.items.map(({ id }) => id));
            cursor = one.next ?? undefined;
          } while (cursor !== undefined);
          expect(pages).toEqual(items.map(({ id }) => id));
        }
      }
    }
  });

  test('and the answer says why, and what stays open', async () => {
    const [first] = told.registrations;
    const shown = await told.client.registrations.get({ registration: first?.id as never });
    expect(shown).toMatchObject({
      partner: null,
      partnerName: `claimant in ${told.number}`,
      blind: { case: told.case, number: told.number },
      value: null,
      partnerStanding: null,
      ifApproved: null,
      lineage: null,
      customer: `${CUSTOMER} GmbH`,
      family: 'CRM',
    });
    expect(shown.input.evidence[0]?.note).toBe('[claimant] of [claimant] and [claimant] walked the line.');
    const other = await told.client.registrations.get({ registration: told.outsider as never });
    expect(other).toMatchObject({ blind: null, partnerName: 'Tidewater' });
    expect(other.competing.map(({ partnerName }) => partnerName)).toContain(`claimant in ${told.number}`);
  });
});

test('what was hidden is told again once the scores are sealed', async () => {
  const every = { evidence: 2, qualification: 2, ability: 2, relationship: 2 };
  clock.at += 86_400_000;
  await told.client.conflicts.score({ case: told.case as never, scores: { A: every, B: every }, seal: true });
  const [kestrel] = told.partners;
  const { items } = await told.client.registrations.list({ filter: { partner: kestrel as never } });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ blind: null, partner: kestrel });
  expect((await told.client.registrations.list({ filter: { text: 'kestrel' } })).total).toBe(1);
  const byValue = await told.client.registrations.list({ sort: { by: 'value', descending: true } });
  expect(byValue.items.map(({ value }) => value?.minor)).toEqual([87_654_321, 12_345_678, 5_000_000]);
});
