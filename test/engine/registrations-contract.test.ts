import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { router } from '../../src/engine/router.ts';
import { halden, STANDING } from '../support/deal-desk.ts';
import { importExtract } from '../support/extract.ts';
import { type ImportDesk, importDesk } from '../support/import-desk.ts';
import { sampleProgramme } from '../support/sample-programme.ts';
import { moment } from '../support/workspace.ts';

// Every answer below is checked by the contract on its way out.
let desk: ImportDesk;
let now = moment('2026-06-01T10:00+02:00');
const clientOf = () => createRouterClient(router, { context: { ...desk.context, moment: () => now } });
let client: ReturnType<typeof clientOf>;

beforeAll(() => {
  desk = importDesk({ programme: sampleProgramme() });
  importExtract(desk.workspace.db, STANDING, moment('2026-05-29T18:00+02:00'));
  client = clientOf();
});
afterAll(() => desk.close());

test('a registration goes from the desk to a protection through the contract', async () => {
  const { registrations, protection } = client;
  const filed = await registrations.submit(halden({ receivedAt: '2026-06-01T09:30:00+02:00' }));
  // What it answers is what asking for it would.
  expect(filed.ifApproved).toEqual((await registrations.get({ registration: filed.id })).ifApproved);
  expect(filed.ifApproved?.wouldEarn).not.toBeNull();
  now = moment('2026-06-01T12:00+02:00');
  const returned = await registrations.return({ registration: filed.id, missing: ['the budget'], revision: 1 });
  expect(returned.clock.state).toBe('stopped');
  now = moment('2026-06-02T12:00+02:00');
  const answered = await registrations.answer({ registration: filed.id, brought: { need: 'Two arms' } });
  expect(answered).toMatchObject({ type: 'resale', state: 'submitted' });
  expect((await registrations.list({ filter: { queue: 'uncontested' } })).items.map(({ id }) => id)).toEqual([
    filed.id,
  ]);
  await registrations.approve({ registration: filed.id });
  await registrations.recordMeeting({ registration: filed.id, on: '2026-06-02' });
  now = moment('2026-08-01T12:00+02:00');
  const [running] = (await protection.list({})).items;
  const extended = await protection.extend({
    protection: running?.id ?? '',
    evidence: { kind: 'solution agreed', date: '2026-07-20', note: 'The plant manager agreed to two arms.' },
  });
  expect(extended.extensions).toHaveLength(1);
  const seen = await registrations.get({ registration: filed.id });
  expect(seen.history.map(({ verb }) => verb)).toEqual([
    'registrations.submit',
    'registrations.return',
    'registrations.answer',
    'registrations.approve',
    'registrations.recordMeeting',
    'protection.extend',
  ]);
  await expect(registrations.undo({ registration: filed.id, revision: 1 })).rejects.toMatchObject({
    code: 'STALE_REVISION',
  });
  expect((await registrations.undo({ registration: filed.id })).state).toBe('approved');
  await expect(registrations.undo({ registration: filed.id })).rejects.toMatchObject({ code: 'NOT_DECIDABLE' });
  expect((await registrations.withdraw({ registration: filed.id })).state).toBe('withdrawn');
});

test('a claim on an existing deal shows what stands against it, and is rejected', async () => {
  const filed = await client.registrations.submit(
    halden({ customer: { name: 'Orchid Foods', domain: 'orchid.sg', country: 'SG' } }),
  );
  expect(filed.competing).toHaveLength(1);
  await expect(client.registrations.approve({ registration: filed.id })).rejects.toMatchObject({
    code: 'NOT_DECIDABLE',
  });
  const rejected = await client.registrations.reject({ registration: filed.id, code: 'direct team active' });
  expect(rejected.clock.state).toBe('done');
});

test('partners, accounts and the look-up of a customer answer as the contract says', async () => {
  const partners = await client.partners.list({ sort: { by: 'registered', descending: true } });
  expect(partners.items[0]?.standing.registered).toBe(2);
  expect((await client.partners.get({ partner: 'P-1' })).contacts).toHaveLength(1);
  const accounts = await client.accounts.list({});
  const [account] = accounts.items;
  expect((await client.accounts.get({ account: account?.id ?? '' })).name).toBe(account?.name);
  expect((await client.accounts.opportunities({ filter: { family: 'CRM' } })).total).toBe(1);
  expect((await client.matching.check({ customer: { name: 'Norvik Marine', domain: 'norvik.no' } })).verdict).toBe(
    'same',
  );
});
