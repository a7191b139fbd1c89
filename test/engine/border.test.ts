import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/contract/units.ts';
import { router } from '../../src/engine/router.ts';
import { csv, type ImportDesk, importDesk } from '../support/import-desk.ts';

// What the contract refuses in a word, so that no question keeps the others waiting and none ends in a defect.
let desk: ImportDesk;
let client: ReturnType<typeof clientOf>;
const clientOf = (at: ImportDesk) => createRouterClient(router, { context: at.context });

beforeAll(async () => {
  desk = importDesk();
  client = clientOf(desk);
  await desk.take(desk.file('p.csv', csv('Partner ID,Partner Name,Tier,Country', 'P1,Kestrel GmbH,Gold,Germany')));
});
afterAll(() => desk.close());

const day = (text: string) => text as IsoDate;
const refusal = async (asked: Promise<unknown>) => {
  const { code, message } = await asked.then(
    () => ({ code: 'answered', message: '' }),
    (error: { code: string; message: string }) => error,
  );
  return [code, message];
};

describe('the border', () => {
  test.each(['0206-09-30', '9999-12-31'])(
    'asks for no figures of %s, which would be counted month by month',
    async (asked) => {
      const until = day(asked);
      const why = 'until: give a day of 1970 to 2199';
      expect(await refusal(client.insights.summary({ filter: { until } }))).toEqual(['BAD_REQUEST', `filter.${why}`]);
      expect(await refusal(client.insights.series({ series: ['won sourced'], filter: { until } }))).toEqual([
        'BAD_REQUEST',
        `filter.${why}`,
      ]);
      expect(await refusal(client.reviews.create({ from: day('2026-07-01'), until }))).toEqual(['BAD_REQUEST', why]);
    },
  );

  test('the years at its ends are answered', async () => {
    for (const until of [day('1970-01-01'), day('2199-12-31')]) {
      const began = performance.now();
      expect(await refusal(client.insights.summary({ filter: { until } }))).toEqual(['answered', '']);
      expect(await refusal(client.insights.series({ series: ['won sourced'], filter: { until } }))).toEqual([
        'answered',
        '',
      ]);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    expect(await refusal(client.incentives.statement({ partner: 'P1', quarter: '2199-Q4' }))).toEqual(['answered', '']);
  });

  test('a quarter beyond the calendar has no statement', async () => {
    expect(await refusal(client.incentives.statement({ partner: 'P1', quarter: '9999-Q4' }))).toEqual([
      'BAD_REQUEST',
      'quarter: give a quarter of 1970 to 2199',
    ]);
  });

  test('a text that is no search is not searched for', async () => {
    const text = 'x'.repeat(60_000);
    const told = (field: string) => ['BAD_REQUEST', `${field}: search for at most 1,000 characters`];
    expect(await refusal(client.insights.find({ text }))).toEqual(told('text'));
    expect(await refusal(client.accounts.list({ filter: { text } }))).toEqual(told('filter.text'));
    expect(await refusal(client.insights.find({ text: '[%_*?'.repeat(200) }))).toEqual(['answered', '']);
    expect(await refusal(client.registrations.list({ filter: { text: '[%_*?'.repeat(200) } }))).toEqual([
      'answered',
      '',
    ]);
  });

  test('protections that end after the end of the calendar are not asked for', async () => {
    const [code] = await refusal(client.protection.list({ filter: { endingWithinDays: Number.MAX_SAFE_INTEGER } }));
    expect(code).toBe('BAD_REQUEST');
  });

  test('half a character is told by its field, and nothing is written', async () => {
    const before = await client.journal.verify();
    const customer = { name: 'Harrow \ud83d', country: 'DE' };
    expect(await refusal(client.registrations.submit({ partner: 'P1', customer }))).toEqual([
      'BAD_REQUEST',
      'customer.name: a character is cut in half, an emoji for instance; write the text anew',
    ]);
    expect(await client.journal.verify()).toEqual(before);
    expect((await client.registrations.submit({ partner: 'P1', customer: { name: 'Harrow 👍' } })).customer).toBe(
      'Harrow 👍',
    );
  });
});
