import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reviewsContract, type Slide } from '../../src/contract/reviews.ts';
import { changeNotes, commit, createReview, getReview, listCommitments } from '../../src/engine/reviews/index.ts';
import { idOf } from '../support/put-rows.ts';
import { thirdQuarter, thirdQuarterWorkspace } from '../support/third-quarter.ts';
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
const commitTo = (review: string, commitment: object, id?: string, at = now) =>
  commit(workspace.db, { review, commitment, ...(id === undefined ? {} : { id }) } as never, at);

describe('notes and commitments', () => {
  test('notes are for whoever presents: they change in our deck, not in the partner’s', () => {
    const review = create({ partner: 'k' });
    const changed = changeNotes(
      workspace.db,
      { review: review.id, slide: 'wins', notes: 'Ask why Blue Delta lost Zeta.', revision: review.revision } as never,
      now,
    );
    expect(changed.revision).toBe(review.revision + 1);
    const notes = (audience: 'internal' | 'partner') =>
      read(review.id, audience).deck.find((slide) => slide.id === 'wins')?.notes;
    expect(notes('internal')).toBe('Ask why Blue Delta lost Zeta.');
    expect(notes('partner')).not.toContain('Blue Delta');
    expect(() =>
      changeNotes(workspace.db, { review: review.id, slide: 'wins', notes: '', revision: 1 } as never, now),
    ).toThrow(expect.objectContaining({ code: 'STALE_REVISION' }));
  });

  test('what became of a commitment stands beside the slides, which stay as of their day', () => {
    const { id } = create();
    const { id: commitment } = commitTo(id, promise('Decide within a day'));
    const { deck } = read(id);
    commitTo(id, promise('Decide within a day', { state: 'kept' }), commitment, moment('2026-11-02T09:00Z'));
    expect(read(id).deck).toEqual(deck);
    expect(read(id).commitments.map(({ state }) => state)).toEqual(['kept']);
  });

  test('of two who change a commitment the second is told of the first', () => {
    const { id } = create();
    const { id: commitment, revision } = commitTo(id, promise('Decide within a day'));
    const change = (words: string) =>
      commit(workspace.db, { review: id, id: commitment, revision, commitment: promise(words) } as never, now);
    expect(change('Decide within two days').revision).toBe(revision + 1);
    expect(() => change('Decide within three days')).toThrow(expect.objectContaining({ code: 'STALE_REVISION' }));
    expect(read(id).commitments.map(({ words }) => words)).toEqual(['Decide within two days']);
  });

  test('a commitment stands on the last slide of both decks; who of us has it only on ours', () => {
    const { id } = create({ partner: 'k' });
    commitTo(id, promise('Decide within a day'));
    commitTo(
      id,
      promise('Two people certified in Vision', { side: 'partner', owner: 'Jo Kestrel', dueOn: '2026-10-31' }),
    );
    const slide = (audience: 'internal' | 'partner') => read(id, audience).deck.find((one) => one.id === 'commitments');
    expect(slide('internal')).toMatchObject({
      title: 'We agreed on two things, the first due on 31 Oct 2026.',
      blocks: [
        {
          rows: [
            ['Two people certified in Vision', 'Jo Kestrel', '31 Oct 2026', '28 of 28 in time'],
            ['Decide within a day', 'Mara Ruiz', '30 Nov 2026', '28 of 28 in time'],
          ],
        },
      ],
    });
    expect(JSON.stringify(slide('partner'))).not.toContain('Mara Ruiz');
    expect(read(id, 'partner').commitments.map((one) => one.owner)).toEqual(['Jo Kestrel', 'Northwind Robotics']);
    expect(read(id).commitmentsOpen).toBe(2);
  });

  test('the next review opens with what became of them', () => {
    const { id } = create({ partner: 'k' });
    const { id: kept } = commitTo(id, promise('Decide within a day'));
    commitTo(id, promise('Train two people', { dueOn: '2026-11-01', side: 'partner', owner: 'Jo Kestrel' }));
    commitTo(id, promise('Decide within a day', { state: 'kept' }), kept);
    const later = moment('2027-01-12T09:00Z');
    const next = createReview(workspace.db, { from: '2026-10-01', until: '2026-12-31', partner: 'k' } as Create, later);
    const slide = read(next.id).deck.find((one) => one.id === 'commitments so far');
    expect(slide).toMatchObject({
      title: 'One of the two promises of the last review was kept, one is late.',
      blocks: [
        {
          rows: [
            ['Train two people', 'Jo Kestrel', '1 Nov 2026', 'late'],
            ['Decide within a day', 'Mara Ruiz', '30 Nov 2026', 'kept'],
          ],
        },
      ],
    });
    const so = read(next.id, 'partner').deck.find((one) => one.id === 'commitments so far');
    expect(JSON.stringify(so)).not.toContain('Mara Ruiz');
  });

  test('another review of the same period is no last review', () => {
    const { id } = create({ partner: 'k' });
    commitTo(id, promise('Decide within a day'));
    const again = create({ partner: 'k' }, moment('2026-10-13T09:00Z'));
    expect(titles(read(again.id).deck)['commitments so far']).toBe(
      'This is the first review: there are no promises to look back on.',
    );
  });

  test('commitments of all reviews, the soonest first, by state and partner', () => {
    const mine = create({ partner: 'k' }).id;
    const all = create().id;
    commitTo(all, promise('Later', { dueOn: '2026-12-24' }));
    commitTo(mine, promise('Sooner', { dueOn: '2026-11-01' }));
    commitTo(mine, promise('Done', { dueOn: '2026-10-20', state: 'kept' }));
    const list = (filter: object) => {
      const answer = listCommitments(workspace.db, { filter, limit: 10 } as never, now);
      reviewsContract.commitments['~orpc'].outputSchema?.parse(answer);
      return answer.items.map((one) => one.words);
    };
    expect(list({})).toEqual(['Done', 'Sooner', 'Later']);
    expect(list({ open: true })).toEqual(['Sooner', 'Later']);
    expect(list({ partner: idOf('k') })).toEqual(['Done', 'Sooner']);
  });

  test('one that says nothing is refused, one that is not there not found', () => {
    const { id } = create();
    expect(() => commitTo(id, promise('  '))).toThrow(problem('words_missing'));
    expect(() => commitTo(id, promise('Decide'), idOf('none'))).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => commitTo(idOf('none'), promise('Decide'))).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

test('an empty workspace can be reviewed: every slide says that there is nothing', async () => {
  const empty = thirdQuarterWorkspace({ partners: thirdQuarter.partners ?? [] });
  const { id } = createReview(empty.db, { ...q3, partner: 'k' } as Create, now);
  const deck = getReview(empty.db, { review: id as never, audience: 'partner' }, now).deck as Slide[];
  expect(titles(deck)).toMatchObject({
    title: 'No registrations came in Q3 2026; nothing sourced was won yet.',
    pipeline: 'Your pipeline is empty: no sourced deal is open.',
    conversion: 'No registration was received in Q3 2026, so there is nothing to convert.',
    wins: 'No sourced deal was won in Q3 2026.',
    earnings: 'You earned nothing in Q3 2026: no deal that pays was won.',
  });
  await empty.close();
});
