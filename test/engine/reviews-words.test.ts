import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Slide } from '../../src/contract/reviews.ts';
import { changeNotes, commit, createReview, getReview } from '../../src/engine/reviews/index.ts';
import { putRows } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';
import { moment, type ScratchWorkspace } from '../support/workspace.ts';

const now = moment('2026-10-12T09:00Z');

let workspace: ScratchWorkspace;
beforeEach(() => {
  workspace = thirdQuarterWorkspace();
});
afterEach(() => workspace.close());

const create = (partner?: string): string =>
  createReview(workspace.db, { from: '2026-07-01', until: '2026-09-30', partner } as never, now).id;
const read = (review: string) => getReview(workspace.db, { review, audience: 'internal' } as never, now);
const titles = (deck: readonly { id: string; title: string }[]) =>
  Object.fromEntries(deck.map((slide) => [slide.id, slide.title]));
const agreeOn = (review: string) => {
  const promise = { side: 'vendor', owner: 'Mara Ruiz', dueOn: '2026-11-30', measure: '', state: 'open' };
  return commit(workspace.db, { review, commitment: { words: 'Decide within a day', ...promise } } as never, now);
};

describe('the words of a review are made when it is read', () => {
  const at = (review: string, locale: string) =>
    getReview(workspace.db, { review: review as never, audience: 'internal', locale }, now).deck as Slide[];

  test('as the reader writes numbers, money and dates, no rate parted from its sign', () => {
    const id = create();
    agreeOn(id);
    expect(titles(at(id, 'de-DE'))).toMatchObject({
      title: 'Partners sourced 159.000\u00a0€ of won business in Q3 2026, 63,9\u00a0% of all that was won.',
      commitments: 'We agreed on one thing, due on 30. Nov. 2026.',
    });
    expect(titles(at(id, 'en-US')).title).toContain('63.9% of all');
    const stored = workspace.db.get<{ deck: string }>('SELECT deck FROM reviews')?.deck ?? '';
    for (const words of ['sourced €', 'of won business', '63.9', 'registrations', 'Begin with']) {
      expect(stored).not.toContain(words);
    }
  });

  test('but one of the first version keeps the slides it was stored as, its notes and its commitments', () => {
    const id = create('k');
    const [first, ...rest] = read(id).deck;
    workspace.db.connection.sqlite
      .prepare('UPDATE reviews SET deck = ? WHERE id = ?')
      .run(JSON.stringify([{ ...first, title: 'As it was said: 34.8 % of all.' }, ...rest]), id);
    expect(titles(at(id, 'de-DE')).title).toBe('As it was said: 34.8\u00a0% of all.');
    changeNotes(workspace.db, { review: id, slide: 'wins', notes: 'Ask about Zeta.' } as never, now);
    agreeOn(id);
    const { deck } = read(id);
    expect(deck.find((slide) => slide.id === 'wins')?.notes).toBe('Ask about Zeta.');
    expect(titles(deck)).toMatchObject({
      title: 'As it was said: 34.8\u00a0% of all.',
      commitments: 'We agreed on one thing, due on 30 Nov 2026.',
    });
  });
});

test('a table that leaves some out says how many there are', () => {
  const cases = Array.from({ length: 8 }, (_, at) => ({ id: `c1${at}`, openedOn: '2026-08-20', claims: ['r1'] }));
  putRows(workspace.db, { cases });
  const { deck } = read(create());
  const slide = deck.find(({ id }) => id === 'conflicts and service levels');
  expect(slide?.title).toMatch(/^Ten cases were opened in Q3 2026/);
  expect(slide?.blocks.find(({ block }) => block === 'table')).toMatchObject({
    title: 'Cases opened in Q3 2026, the latest 8 of 10',
    rows: { length: 8 },
  });
});
