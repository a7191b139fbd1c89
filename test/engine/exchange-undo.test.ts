import { createRouterClient } from '@orpc/server';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId, BatchId, RegistrationId } from '../../src/contract/units.ts';
import { batches, undoWatched } from '../../src/engine/exchange/index.ts';
import { approve, submit, undoDecision } from '../../src/engine/registrations/index.ts';
import { router } from '../../src/engine/router.ts';
import { settle } from '../../src/engine/settle.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';
import { moment } from '../support/workspace.ts';

let desk: ImportDesk;
beforeEach(() => {
  desk = importDesk();
});
afterEach(() => desk.close());

const OPPORTUNITIES = 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date';
const ACCOUNTS = 'Account ID,Account Name,Website,Billing Country';
const PARTNERS = 'Partner ID,Partner Name,Tier,Country';

/** What imports write, apart from their own trail. */
const IMPORTED = [
  'accounts',
  'opportunities',
  'partners',
  'contacts',
  'products',
  'family_names',
  'match_records',
  'match_keys',
  'registrations',
  'registration_evidence',
  'findings',
];
const imported = (of = desk) => contentOf(of.workspace.db).filter(({ name }) => IMPORTED.includes(name));
const item = (batch: string) => batches(desk.workspace.db, { limit: 100 }).items.find(({ id }) => id === batch);

describe('the undo of an import', () => {
  test('takes new records away and puts changed ones back', async () => {
    await desk.take(
      desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany')),
      desk.file('o.csv', csv(OPPORTUNITIES, 'O1,Robots,Harrow GmbH,Open,10,2026-05-01,2026-01-01')),
      desk.file('p.csv', csv('product,series,price', 'GTX Pro,GTX,10')),
    );
    const before = imported();
    desk.at(moment('2026-10-06T09:00Z'));
    const { batch, counts } = await desk.take(
      desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow Robotics,harrow.com,Germany', 'A2,Norvik AS,,Norway')),
      desk.file(
        'o.csv',
        csv(
          OPPORTUNITIES,
          'O1,Robots,Norvik AS,Closed Won,12,2026-05-01,2026-01-01',
          'O2,Arms,Norvik AS,Open,1,2026-05-01,',
        ),
      ),
      desk.file('p.csv', csv('product,series,price', 'GTX Pro,GTX,11', 'MG Special,MG,5')),
    );
    expect(counts).toMatchObject({ new: 3, changed: 3 });
    expect(imported()).not.toEqual(before);
    expect(await desk.undo(batch)).toEqual({ batch, counts });
    expect(imported()).toEqual(before);
    expect(item(batch)).toMatchObject({ state: 'undone', undoable: false });
    await expect(desk.undo(batch)).rejects.toMatchObject({
      code: 'NOT_UNDOABLE',
      data: { problems: [{ code: 'undone_already' }] },
    });
  });

  test('the same file can be imported again afterwards', async () => {
    const file = desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany'));
    const { batch } = await desk.take(file);
    await desk.undo(batch);
    expect((await desk.take(file)).counts.new).toBe(1);
  });

  test('is refused when a later import changed the same records, and possible once that is undone', async () => {
    const first = await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany')));
    const second = await desk.take(desk.file('later.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.com,Germany')));
    await expect(desk.undo(first.batch)).rejects.toMatchObject({
      data: { problems: [{ code: 'changed_since', message: 'A later import (later.csv) changed the same records.' }] },
    });
    expect(item(first.batch)).toMatchObject({
      undoable: false,
      notUndoableBecause: 'A later import (later.csv) changed the same records.',
    });
    await desk.undo(second.batch);
    expect(item(first.batch)).toMatchObject({ undoable: true });
    await desk.undo(first.batch);
    expect(desk.workspace.db.get('SELECT count(*) AS n FROM accounts')).toEqual({ n: 0 });
  });

  test('is refused when accounts that came later took its opportunities to them', async () => {
    const deals = await desk.take(desk.file('o.csv', csv(OPPORTUNITIES, 'O1,Robots,Harrow GmbH,Open,10,2026-05-01,')));
    const accounts = await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,,DE')));
    expect(item(deals.batch)?.notUndoableBecause).toBe('A later import (a.csv) changed the same records.');
    expect(item(accounts.batch)).toMatchObject({ undoable: true });
  });

  test('is refused when a later import brought what belongs to it', async () => {
    const { batch } = await desk.take(desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,,DE')));
    await desk.take(desk.file('o.csv', csv(OPPORTUNITIES, 'O1,Robots,Harrow GmbH,Open,10,2026-05-01,')));
    await expect(desk.undo(batch)).rejects.toMatchObject({ data: { problems: [{ code: 'referred_to_since' }] } });
  });
});

describe('what was built on an import', () => {
  const deal = {
    partner: 'P1',
    type: 'resale' as const,
    customer: { name: 'Harrow GmbH', domain: 'harrow.de', country: 'DE' },
    contact: {},
    evidence: [],
  };
  const register = () => submit(desk.workspace.db, deal, desk.context.moment());
  const decide = (registration: string) =>
    approve(
      desk.workspace.db,
      { registration: registration as RegistrationId, override: 'Known to be good' },
      desk.context.moment(),
    );
  const extract = () => desk.file('a.csv', csv(ACCOUNTS, 'A1,Harrow GmbH,harrow.de,Germany'));
  const accountOf = (id: string) =>
    desk.workspace.db.get<{ account: AccountId | null }>(
      'SELECT account_id AS account FROM registrations WHERE id = ?',
      id,
    )?.account;

  test('a partner that registered stays', async () => {
    const { batch } = await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Kestrel,Gold,DE')));
    const { number } = register();
    await expect(desk.undo(batch)).rejects.toMatchObject({
      data: {
        problems: [
          { code: 'partner_registered', message: `Partners of this import have filed registrations since: ${number}.` },
        ],
      },
    });
  });

  test('an undecided registration on an account of it is no obstacle: it is checked again', async () => {
    await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Kestrel,Gold,DE')));
    const { batch } = await desk.take(extract());
    const { id } = register();
    expect(accountOf(id)).not.toBeNull();
    await desk.undo(batch);
    settle(desk.workspace.db, desk.context.moment());
    expect(accountOf(id)).toBeNull();
  });

  test('a decision on an account of it is one, until it is taken back', async () => {
    await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Kestrel,Gold,DE')));
    const { batch } = await desk.take(extract());
    const { id } = register();
    decide(id);
    await expect(desk.undo(batch)).rejects.toMatchObject({ data: { problems: [{ code: 'account_decided_on' }] } });
    undoDecision(desk.workspace.db, { registration: id as RegistrationId }, desk.context.moment());
    await desk.undo(batch);
    expect(accountOf(id)).toBeNull();
  });

  test('a registration approved before the extract came is no obstacle', async () => {
    await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Kestrel,Gold,DE')));
    const { id } = register();
    decide(id);
    const { batch } = await desk.take(extract());
    settle(desk.workspace.db, desk.context.moment());
    expect(accountOf(id)).not.toBeNull();
    await desk.undo(batch);
    settle(desk.workspace.db, desk.context.moment());
    expect(accountOf(id)).toBeNull();
  });

  test('links that were made by themselves go with the opportunities', async () => {
    await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Kestrel,Gold,DE')));
    const { id } = submit(
      desk.workspace.db,
      { ...deal, family: 'CRM', value: { minor: 1_000_000 as never, currency: 'EUR' as never } },
      desk.context.moment(),
    );
    decide(id);
    const files = [
      extract(),
      desk.file(
        'o.csv',
        csv(
          `${OPPORTUNITIES},Product,Partner,Amount Currency`,
          'O1,CRM,Harrow GmbH,Closed Won,10000,2026-10-20,2026-10-06,CRM,Kestrel,EUR',
        ),
      ),
    ];
    const { batch } = await desk.preview({ files });
    desk.at(moment('2026-10-21T09:00Z'));
    // By the door, for what follows is done and counted there.
    const engine = createRouterClient(router, { context: desk.context });
    const { followed } = await engine.exchange.commit({ batch });
    expect(followed).toMatchObject({ links: 1, wins: 1, accruals: 1, amounts: [{ currency: 'EUR' }] });
    const [listed] = (await engine.exchange.batches({ filter: { batch } })).items;
    expect(listed?.followed).toEqual(followed);
    const links = () => desk.workspace.db.get<{ n: number }>('SELECT count(*) AS n FROM links')?.n;
    expect(links()).toBe(1);
    const undone = await engine.exchange.undo({ batch });
    expect(undone.followed).toMatchObject({ links: -1, wins: -1, accruals: -1 });
    expect(undone.followed?.amounts[0]?.minor).toBe(-(followed?.amounts[0]?.minor ?? 0));
    expect(links()).toBe(0);
  });

  test('a registration that came in a file goes again, unless it was decided', async () => {
    await desk.take(desk.file('p.csv', csv(PARTNERS, 'P1,Kestrel,Gold,DE')));
    const before = imported();
    const { batch } = await desk.take(
      desk.file(
        'r.csv',
        csv(
          'Partner,Customer,Product family,Estimated value',
          'Kestrel,Harrow GmbH,CRM,10000',
          'Kestrel,Norvik AS,CRM,20000',
        ),
      ),
    );
    await desk.undo(batch);
    expect(imported()).toEqual(before);
    const again = await desk.take(
      desk.file('r.csv', csv('Partner,Customer,Product family,Estimated value', 'Kestrel,Harrow GmbH,CRM,10000')),
    );
    const row = desk.workspace.db.get<{ id: RegistrationId }>('SELECT id FROM registrations');
    if (row === undefined) throw new Error('expected a registration');
    decide(row.id);
    await expect(desk.undo(again.batch)).rejects.toMatchObject({
      data: { problems: [{ code: 'registration_decided' }] },
    });
  });
});

const word = fc.constantFrom('Harrow', 'Norvik', 'Betasoloin', 'Weber Metall', 'Kestrel');
const account = fc.record({
  id: fc.integer({ min: 1, max: 6 }),
  name: word,
  site: fc.constantFrom('', 'a.de', 'b.com'),
  country: fc.constantFrom('DE', 'FR', ''),
});
const opportunity = fc.record({
  id: fc.integer({ min: 1, max: 8 }),
  name: word,
  account: word,
  stage: fc.constantFrom('Open', 'Closed Won', 'Closed Lost'),
  amount: fc.integer({ min: 0, max: 900 }),
});
const extract = fc.record({
  accounts: fc.uniqueArray(account, { selector: ({ id }) => id, maxLength: 5 }),
  opportunities: fc.uniqueArray(opportunity, { selector: ({ id }) => id, maxLength: 6 }),
});

test('an import and its undo leave every imported table as it was, whatever was there and whatever came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(extract, { minLength: 1, maxLength: 3 }), async (extracts) => {
      const own = importDesk();
      try {
        const trail: { batch: string; before: ReturnType<typeof imported> }[] = [];
        for (const [at, { accounts, opportunities }] of extracts.entries()) {
          own.at(moment(`2026-10-0${at + 1}T09:00Z`));
          const before = imported(own);
          const { batch } = await own.take(
            own.file(
              'a.csv',
              csv(
                ACCOUNTS,
                'A9,Fixed GmbH,,DE',
                ...accounts.map(({ id, name, site, country }) => `A${id},${name} ${id},${site},${country}`),
              ),
            ),
            own.file(
              'o.csv',
              csv(
                OPPORTUNITIES,
                'O9,Fixed,Fixed GmbH,Open,1,2026-05-01,',
                ...opportunities.map(
                  ({ id, name, account: on, stage, amount }) =>
                    `O${id},${name},${on} ${id % 6},${stage},${amount},2026-05-01,`,
                ),
              ),
            ),
          );
          trail.push({ batch, before });
        }
        for (const { batch, before } of trail.reverse()) {
          await own.undo(batch);
          expect(imported(own)).toEqual(before);
        }
      } finally {
        await own.close();
      }
    }),
    { numRuns: 15 },
  );
});

describe('the undo of a large import', () => {
  test('tells how far it is; stopped half-way, nothing is taken back, and it can be done again', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, row) => `O${row},Deal ${row},Harrow,Open,${row},2026-05-01,2026-01-01`,
    );
    const { batch } = await desk.take(desk.file('large.csv', csv(OPPORTUNITIES, ...rows)));
    const before = contentHashOf(contentOf(desk.workspace.db));
    const input = { batch: batch as BatchId, job: 'undo it' };
    const watched = (signal?: AbortSignal) => undoWatched(desk.context, input, moment('2026-10-06T09:00Z'), signal);
    const told = () => desk.progress.filter(({ job }) => job === 'undo it');

    const stop = new AbortController();
    const stopped = watched(stop.signal);
    while (told().length < 4) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('changed my mind'));
    await expect(stopped).rejects.toThrow('changed my mind');
    expect(told().at(-2)).toMatchObject({ total: 5_000, ended: 'no' });
    expect(told().at(-2)?.done).toBeLessThan(5_000);
    expect(told().at(-1)).toMatchObject({ ended: 'cancelled' });
    expect(contentHashOf(contentOf(desk.workspace.db))).toBe(before);

    expect((await watched()).counts.new).toBe(5_000);
    expect(told().at(-1)).toMatchObject({ ended: 'done' });
    expect(desk.workspace.db.get('SELECT count(*) AS n FROM opportunities')).toEqual({ n: 0 });
  });
});
