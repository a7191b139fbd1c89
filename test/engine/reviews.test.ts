import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reviewsContract, type Slide } from '../../src/contract/reviews.ts';
import { changeNotes, commit, createReview, getReview, listReviews } from '../../src/engine/reviews/index.ts';
import { textsOfSlide } from '../../src/engine/reviews/texts.ts';
import { contentHashOf, contentOf } from '../../src/engine/store/content-hash.ts';
import { type Facts, idOf, putRows } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';
import { moment, type ScratchWorkspace } from '../support/workspace.ts';

const now = moment('2026-10-12T09:00Z');
const q3 = { from: '2026-07-01', until: '2026-09-30' };

let workspace: ScratchWorkspace;
beforeEach(() => {
  workspace = thirdQuarterWorkspace();
});
afterEach(() => workspace.close());

type Create = Parameters<typeof createReview>[1];
const create = (input: object = {}, at = now) => createReview(workspace.db, { ...q3, ...input } as Create, at);
const read = (review: string, audience: 'internal' | 'partner' = 'internal') => {
  const answer = getReview(workspace.db, { review: review as never, audience }, now);
  return reviewsContract.get['~orpc'].outputSchema?.parse(answer) as typeof answer & { deck: Slide[] };
};
const titles = (deck: readonly Slide[]) => Object.fromEntries(deck.map((slide) => [slide.id, slide.title]));
const problem = (code: string) =>
  expect.objectContaining({ data: { problems: expect.arrayContaining([expect.objectContaining({ code })]) } });
const promise = (words: string, rest: object = {}) => ({
  words,
  side: 'vendor' as const,
  owner: 'Mara Ruiz',
  dueOn: '2026-11-30' as never,
  measure: '28 of 28 in time',
  state: 'open' as const,
  ...rest,
});
const _commitTo = (review: string, commitment: object, id?: string, at = now) =>
  commit(workspace.db, { review, commitment, ...(id === undefined ? {} : { id }) } as never, at);

describe('a review of the whole programme', () => {
  test('tells its findings in sentences with figures', () => {
    const { deck } = read(create().id);
    expect(deck.map((slide) => slide.id)).toEqual([
      'title',
      'headlines',
      'commitments so far',
      'pipeline',
      'conversion',
      'partners',
      'conflicts and service levels',
      'wins',
      'earnings',
      'commitments',
    ]);
    expect(titles(deck)).toEqual({
      title: 'Partners sourced €159,000 of won business in Q3 2026, 63.9 % of all that was won.',
      headlines: 'Partners sourced €159,000 of won business, twice as much as in Q2 2026, from more registrations.',
      'commitments so far': 'This is the first review: there are no promises to look back on.',
      pipeline: 'One open deal is worth €200,000, all of it expected by the end of Q1 2027.',
      conversion:
        'Of seven registrations received in Q3 2026, two have been won so far; most have not had the time a deal takes.',
      partners: 'Kestrel Parts GmbH brought the most: €150,000 of €159,000.',
      'conflicts and service levels':
        'Two cases were opened in Q3 2026, and 5 of 6 decisions were made within 2 business days.',
      wins: 'Four sourced deals were won in Q3 2026, the largest €100,000 at Zeta Steel.',
      earnings: 'Partners earned €17,000 in Q3 2026, and €1,000 of earlier earnings was taken back.',
      commitments: 'Nothing is agreed yet for Q4 2026: who does what, by when?',
    });
  });

  test('every figure on a slide says what it rests on, every slide has words for whoever presents it', () => {
    const { deck } = read(create().id);
    const figures = deck
      .flatMap((slide) => slide.blocks)
      .flatMap((block) => (block.block === 'figures' ? block.items : []));
    expect(figures.length).toBeGreaterThan(10);
    for (const { basis, title } of figures)
      expect({ title, basis }).toEqual({ title, basis: expect.stringMatching(/\w{4}/) });
    for (const { notes } of deck) expect(notes.length).toBeGreaterThan(60);
  });

  test('has the promises with what was kept, and the quarters with this one last', () => {
    const { deck } = read(create().id);
    const blocks = deck.flatMap((slide) => slide.blocks);
    expect(blocks.find((block) => block.block === 'promises')).toMatchObject({
      items: [
        { words: 'Decide within 2 business days', kept: '5 of 6', tone: 'fail' },
        { words: 'First meeting within 30 days', kept: 'none due', tone: 'neutral' },
        { words: 'Rule on a case within 10 business days', kept: '1 of 1', tone: 'pass' },
        { words: 'Answer an appeal within 15 business days', kept: 'none due' },
      ],
    });
    expect(blocks.find((block) => block.block === 'columns')).toMatchObject({
      unit: 'thousand EUR',
      labels: ['Q4', 'Q1 25', 'Q2', 'Q3', 'Q4', 'Q1 26', 'Q2', 'Q3'],
      series: [{ values: [0, 0, 0, 0, 0, 0, 80, 159] }],
      highlight: 7,
    });
  });

  test('names who claims in a case only once it is no longer blind', () => {
    const cases = read(create().id).deck.find((slide) => slide.id === 'conflicts and service levels');
    const table = cases?.blocks.find((block) => block.block === 'table');
    expect(table).toMatchObject({
      rows: [
        ['C-c2', 'Atlas Forge', '1 claim, blind', 'open'],
        ['C-c1', 'Zeta Steel', 'Kestrel Parts GmbH and Blue Delta IT', 'award: Kestrel Parts GmbH'],
      ],
    });
  });

  test('has no version for a partner', () => {
    const { id } = create();
    expect(() => read(id, 'partner')).toThrow(problem('no_partner_version'));
  });

  test('is listed, newest first, with its total', () => {
    const first = create();
    const second = create({ partner: idOf('k') }, moment('2026-10-13T09:00Z'));
    const { items, total } = listReviews(workspace.db, { limit: 10 }, now);
    expect(items.map(({ title, slides, commitmentsOpen }) => [title, slides, commitmentsOpen])).toEqual([
      ['Kestrel Parts GmbH, Q3 2026', 10, 0],
      ['All partners, Q3 2026', 10, 0],
    ]);
    expect(total).toBe(2);
    expect(listReviews(workspace.db, { limit: 10, filter: { partner: idOf('k') as never } }, now).items).toHaveLength(
      1,
    );
    expect(read(first.id).sourcedTotal).toEqual({ minor: 15_900_000, currency: 'EUR' });
    expect(read(second.id).sourcedTotal).toEqual({ minor: 15_000_000, currency: 'EUR' });
    expect(read(first.id)).toMatchObject({ extracts: [{ kind: 'opportunities', asOf: '2026-09-30' }] });
  });
});

describe('a review of one partner', () => {
  test('speaks of the partner to us, and to the partner itself', () => {
    const { id } = create({ partner: 'kestrel parts gmbh' });
    expect(titles(read(id).deck)).toMatchObject({
      title: 'Kestrel Parts GmbH sourced €150,000 of won business in Q3 2026, 60.2 % of all that was won.',
      partners: 'Kestrel Parts GmbH is one of three active partners in Q3 2026.',
    });
    expect(titles(read(id, 'partner').deck)).toEqual({
      title: 'You sourced €150,000 of won business in Q3 2026.',
      headlines: 'You sourced €150,000 of won business, 88 % more than in Q2 2026, from more registrations.',
      'commitments so far': 'This is the first review: there are no promises to look back on.',
      pipeline: 'One open deal is worth €200,000, all of it expected by the end of Q1 2027.',
      conversion: 'Both registrations received in Q3 2026 have been won.',
      partners: 'You registered two deals in Q3 2026, and both of them have been won.',
      'conflicts and service levels':
        'One case was opened in Q3 2026, and every decision was made within 2 business days.',
      wins: 'Two sourced deals were won in Q3 2026, the largest €100,000 at Zeta Steel.',
      earnings: 'You earned €15,000 in Q3 2026, and €1,000 of earlier earnings was taken back.',
      commitments: 'Nothing is agreed yet for Q4 2026.',
    });
    // What whoever presents is to do is on our slides alone.
    const said = (audience: 'internal' | 'partner') => JSON.stringify(read(id, audience).deck.at(-1)?.blocks);
    expect(said('internal')).toContain('Add a commitment while you talk');
    expect(said('partner')).not.toContain('while you talk');
  });

  test('its version holds nobody else, no share of the whole, no direct figure, no account we have alone', () => {
    const { id } = create({ partner: 'k' });
    const text = read(id, 'partner').deck.flatMap(textsOfSlide).join('\n');
    for (const stranger of [
      'Blue',
      'Delta',
      'Summit',
      'direct',
      'Direct',
      'of all that was won',
      'Mara Ruiz',
      'Account of d7',
      idOf('b'),
      idOf('s'),
    ]) {
      expect(text).not.toContain(stranger);
    }
    // Totals of the programme, from which the others could be had by subtraction.
    for (const whole of ['159,000', '249,000', '63.9', '17,000']) expect(text).not.toContain(whole);
    expect(text).toContain('Zeta Steel');
    expect(text).toContain('you and another');
  });

  test('a place among others is shown from five peers on', () => {
    const peers = (count: number): Facts => ({
      partners: Array.from({ length: count }, (_, place) => ({ id: `p${place}`, name: `Peer ${place}` })),
      registrations: Array.from({ length: count }, (_, place) => ({
        id: `x${place}`,
        partner: `p${place}`,
        receivedOn: '2026-08-01',
      })),
    });
    putRows(workspace.db, peers(2));
    expect(titles(read(create({ partner: 'k' }).id, 'partner').deck).partners).toContain('You registered');
    putRows(workspace.db, {
      ...peers(4),
      partners: [{ id: 'p9', name: 'Peer 9' }],
      registrations: [{ id: 'x9', partner: 'p9', receivedOn: '2026-08-02' }],
    });
    expect(titles(read(create({ partner: 'k' }).id, 'partner').deck).partners).toBe(
      'You are first of 6 active partners by sourced value won.',
    );
  });
});

describe('a review is frozen', () => {
  test('what happens later does not change it', () => {
    const { id } = create({ partner: 'k' });
    const before = { internal: read(id), partner: read(id, 'partner') };
    putRows(workspace.db, {
      opportunities: [
        { id: 'late', status: 'won', closeOn: '2026-09-29', minor: 99_000_000, origin: 'sourced', partner: 'k' },
      ],
      registrations: [{ id: 'late', partner: 'k', receivedOn: '2026-09-28', decidedOn: '2026-09-29', tookHours: 3 }],
      cases: [{ id: 'c9', openedOn: '2026-09-29', claims: ['r1'] }],
      accruals: [{ id: 'a9', partner: 'k', on: '2026-09-29', minor: 1 }],
    });
    expect({ internal: read(id), partner: read(id, 'partner') }).toEqual(before);
    expect(titles(read(create({ partner: 'k' }).id).deck).wins).toContain('€990,000');
  });

  test('as of an earlier day, nothing dated later is in it', () => {
    const { deck, asOf } = read(create({ asOf: '2026-08-15' }).id);
    expect(asOf).toBe('2026-08-15');
    // Of the won deals only the first was closed by then, and two registrations were not decided.
    expect(titles(deck).headlines).toContain('Partners sourced €100,000');
    expect(titles(deck).wins).toBe('One sourced deal was won in Q3 2026: €100,000 at Zeta Steel.');
    // What closed after that day was open on it.
    expect(titles(deck).pipeline).toMatch(/^Five open deals are worth €120,000/);
    expect(titles(deck).conversion).toContain('Of four registrations received');
  });

  test('the same facts, moment and input make the same review, to the last byte', async () => {
    const other = thirdQuarterWorkspace();
    const both = [workspace, other].map(({ db }) => {
      const { id } = createReview(db, { ...q3, partner: 'k' } as Create, now);
      changeNotes(db, { review: id, slide: 'wins', notes: 'Ask about Zeta.' } as never, now);
      commit(db, { review: id, commitment: promise('Decide in time') } as never, now);
      return contentHashOf(contentOf(db));
    });
    expect(both[0]).toBe(both[1]);
    await other.close();
  });

  test('its entry in the journal names the hash of what was frozen', () => {
    const { id } = create({ partner: 'k' });
    const entry = workspace.db.get<{ what: string; words: string }>(
      "SELECT what, words FROM journal_entries WHERE verb = 'reviews.create' AND subject = ?",
      id,
    );
    expect(entry?.words).toBe('Review “Kestrel Parts GmbH, Q3 2026” was frozen as of 12 Oct 2026');
    expect(JSON.parse(entry?.what ?? '')).toMatchObject({ figures: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('what cannot be reviewed is refused', () => {
  test.each([
    { input: { from: '2026-09-30', until: '2026-07-01' }, code: 'period_backwards' },
    { input: { asOf: '2026-10-13' }, code: 'as_of_in_future' },
    { input: { asOf: '2026-06-30' }, code: 'as_of_before_period' },
  ])('$input: $code', ({ input, code }) => {
    expect(() => create(input)).toThrow(problem(code));
    expect(listReviews(workspace.db, { limit: 10 }, now).total).toBe(0);
  });

  test('a partner nobody knows, and one that two are called', () => {
    expect(() => create({ partner: 'Nobody Ltd' })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    putRows(workspace.db, { partners: [{ id: 's2', name: 'SUMMIT' }] });
    expect(() => create({ partner: 'Summit' })).toThrow(problem('partner_ambiguous'));
  });
});
