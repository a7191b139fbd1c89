import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/contract/units.ts';
import { createPdf } from '../../src/engine/formats/write-pdf.ts';
import { tracesInFile } from '../../src/engine/reviews/draw-review.ts';
import { type Stranger, searchFor, watchFor } from '../../src/engine/reviews/guard.ts';
import { houseWords } from '../../src/engine/reviews/house-words.ts';
import { commit, createReview, exportReview, getReview } from '../../src/engine/reviews/index.ts';
import { textsOfSlide } from '../../src/engine/reviews/texts.ts';
import { unpackPdf } from '../../src/engine/reviews/unpack-pdf.ts';
import { queued } from '../../src/engine/store/db.ts';
import { grantList, outsideOf } from '../../src/engine/store/outside.ts';
import { pagesOf } from '../support/pdf-text.ts';
import { idOf, putRows } from '../support/put-rows.ts';
import { thirdQuarterWorkspace } from '../support/third-quarter.ts';
import { moment, type ScratchWorkspace } from '../support/workspace.ts';

const now = moment('2026-10-12T09:00Z');
let workspace: ScratchWorkspace;
let folder: string;
beforeEach(() => {
  workspace = thirdQuarterWorkspace();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-review-'));
});
afterEach(async () => {
  await workspace.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const outside = outsideOf(grantList(), 'command line');
const create = (partner?: string) =>
  createReview(workspace.db, { from: '2026-07-01', until: '2026-09-30', partner } as never, now).id as string;

async function exported(
  review: string,
  audience: 'internal' | 'partner',
  format: 'pdf' | 'json',
  name = `${audience}.${format}`,
) {
  const target = path.join(folder, name);
  const written = await exportReview(
    workspace.db,
    { review, audience, format, to: { path: target } } as never,
    now,
    outside,
  );
  return { written, bytes: fs.readFileSync(target) };
}

const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
const problem = (code: string) =>
  expect.objectContaining({ data: { problems: expect.arrayContaining([expect.objectContaining({ code })]) } });

describe('a review leaves the house', () => {
  test('while decisions go on: its drawing holds nobody up', async () => {
    const id = create();
    const exporting = exported(id, 'internal', 'pdf');
    let isWritten = false;
    void exporting.then(() => {
      isWritten = true;
    });
    await queued(workspace.db, () =>
      commit(
        workspace.db,
        {
          review: id,
          commitment: {
            words: 'Decided meanwhile',
            side: 'vendor',
            owner: 'Mara',
            dueOn: '2026-12-01',
            measure: '',
            state: 'open',
          },
        } as never,
        now,
      ),
    );
    expect(isWritten).toBe(false);
    await exporting;
    const verbs = workspace.db.all<{ verb: string }>('SELECT verb FROM journal_entries ORDER BY seq DESC LIMIT 2');
    expect(verbs.map(({ verb }) => verb)).toEqual(['reviews.export', 'reviews.commit']);
  });

  test('as a PDF that says on each page what its slide says, in order', async () => {
    const id = create();
    const { written, bytes } = await exported(id, 'internal', 'pdf');
    expect(written).toMatchObject({ file: 'internal.pdf', rows: 10, sizeBytes: bytes.length });
    const { deck, head } = getReview(workspace.db, { review: id as never, audience: 'internal' }, now);
    const pages = await pagesOf(bytes);
    expect(pages).toHaveLength(deck.length);
    for (const [place, slide] of deck.entries()) {
      const page = letters(pages[place] ?? '');
      expect(page).toContain(letters(slide.title));
      expect(page).toContain(`${place + 1}10`);
      expect(page).toContain(letters(`journal ${head.slice(0, 4)}…${head.slice(-4)}`));
      expect(page).toContain('asof12Oct2026');
      // Every figure stands on its page with what it rests on.
      for (const block of slide.blocks) {
        if (block.block === 'figures') for (const item of block.items) expect(page).toContain(letters(item.basis));
        if (block.block === 'promises') for (const item of block.items) expect(page).toContain(letters(item.words));
      }
    }
  });

  test('in the reader’s locale, telling how far it is, or not at all once it is given up', async () => {
    const id = create('k');
    const told: string[] = [];
    const progress = { tell: ({ job, ended }: { job: string; ended: string }) => void told.push(`${job} ${ended}`) };
    const to = { path: path.join(folder, 'de.pdf') };
    const input = { review: id, audience: 'partner', format: 'pdf', to, locale: 'de-DE', job: 'ours' } as never;
    await exportReview(workspace.db, input, now, outside, { progress });
    const pages = await pagesOf(fs.readFileSync(to.path));
    expect(letters(pages[0] ?? '')).toContain(letters('You sourced 150.000 € of won business'));
    expect(pages[0]).toContain('12. Okt. 2026');
    expect(told).toContain('ours no');
    expect(told.at(-1)).toBe('ours done');
    const stop = new AbortController();
    const stopped = { progress, signal: stop.signal };
    const late = { ...(input as object), to: { path: path.join(folder, 'none.pdf') } } as never;
    const exporting = exportReview(workspace.db, late, now, outside, stopped);
    stop.abort();
    await expect(exporting).rejects.toThrow();
    expect(told.at(-1)).toBe('ours cancelled');
    expect(fs.existsSync(path.join(folder, 'none.pdf'))).toBe(false);
  });

  test('the same bytes each time, and an entry in the journal for each', async () => {
    const id = create('k');
    const first = await exported(id, 'partner', 'pdf');
    const again = await exported(id, 'partner', 'pdf', 'again.pdf');
    expect(again.written.sha256).toBe(first.written.sha256);
    const entries = workspace.db.all<{ what: string }>(
      "SELECT what FROM journal_entries WHERE verb = 'reviews.export'",
    );
    expect(entries).toHaveLength(2);
    expect(JSON.parse(entries[0]?.what ?? '')).toMatchObject({ sha256: first.written.sha256, audience: 'partner' });
  });

  test('as JSON with the deck and the commitments; a partner’s without the speaker’s notes', async () => {
    const id = create('k');
    const ours = JSON.parse((await exported(id, 'internal', 'json')).bytes.toString());
    const theirs = JSON.parse((await exported(id, 'partner', 'json')).bytes.toString());
    expect(ours.deck).toHaveLength(10);
    expect(ours.deck.every((slide: { notes: string }) => slide.notes !== '')).toBe(true);
    expect(theirs.deck.every((slide: { notes: string }) => slide.notes === '')).toBe(true);
    expect(theirs.createdBy).toBe('Northwind Robotics');
  });

  test('a programme’s review has no partner version', async () => {
    await expect(exported(create(), 'partner', 'pdf')).rejects.toEqual(problem('no_partner_version'));
  });
});

describe('a partner’s file names no other partner', () => {
  test('in none of its bytes, unpacked, as we read them and as another program does', async () => {
    putRows(workspace.db, {
      partners: Array.from({ length: 40 }, (_, place) => ({
        id: `m${place}`,
        key: `MM-${1_000 + place}`,
        name: `Merchant ${['North', 'South', 'East', 'West'][place % 4]} ${place} Ltd`,
        domain: `merchant-${place}.example`,
      })),
    });
    for (const partner of ['k', 'b', 's']) {
      const id = create(partner);
      for (const format of ['pdf', 'json'] as const) {
        const { bytes } = await exported(id, 'partner', format, `${partner}.${format}`);
        const watch = watchFor(workspace.db, idOf(partner));
        expect(watch.strangers).toHaveLength(42);
        expect(tracesInFile(bytes, format, watch)).toEqual([]);
        const text = (format === 'pdf' ? await pagesOf(bytes) : [bytes.toString()]).join('\n').toLowerCase();
        for (const { name, domain, id: stranger } of watch.strangers) {
          expect(text).not.toContain(name.toLowerCase());
          expect(text).not.toContain(domain ?? 'none');
          expect(text).not.toContain(stranger);
        }
      }
    }
  });

  test.each([
    { words: 'Do as well as Blue Delta IT did', by: 'the name of Blue Delta IT' },
    { words: 'Write to sales@bluedelta.example', by: 'the domain of Blue Delta IT' },
    { words: `Compare with ${idOf('s')}`, by: 'the id of Summit' },
    { words: 'Catch up with Summit', by: 'the name of Summit' },
  ])('“$words” is found and the file is not written', async ({ words, by }) => {
    const id = create('k');
    const commitment = { words, side: 'vendor', owner: 'Mara', dueOn: '2026-11-30', measure: '', state: 'open' };
    commit(workspace.db, { review: id, commitment } as never, now);
    for (const format of ['pdf', 'json'] as const) {
      const attempt = exported(id, 'partner', format);
      await expect(attempt).rejects.toEqual(problem('names_another_partner'));
      await expect(attempt).rejects.toThrow(/slide 10/);
      await expect(attempt).rejects.toThrow(by);
    }
    expect(fs.readdirSync(folder)).toEqual([]);
    // Nor is it shown on a screen: a partner may be looking at that.
    const show = (audience: 'internal' | 'partner') =>
      getReview(workspace.db, { review: id as never, audience }, now).commitments;
    expect(() => show('partner')).toThrow(problem('names_another_partner'));
    expect(() => show('partner')).toThrow(by);
    // Ours may say it.
    expect(show('internal')[0]?.words).toBe(words);
    expect((await exported(id, 'internal', 'pdf')).written.rows).toBe(10);
  });

  test('a customer that is called like a partner is the partner’s own word for it', async () => {
    putRows(workspace.db, {
      registrations: [
        {
          id: 'own',
          partner: 'k',
          receivedOn: '2026-08-01',
          decidedOn: '2026-08-02',
          tookHours: 1,
          customer: 'Summit Foods AG',
        },
      ],
      opportunities: [
        {
          id: 'own',
          status: 'won',
          closeOn: '2026-09-20',
          minor: 90_000_000,
          origin: 'sourced',
          partner: 'k',
          registration: 'own',
        },
      ],
    });
    const { bytes } = await exported(create('k'), 'partner', 'pdf');
    expect((await pagesOf(bytes)).join(' ')).toContain('Summit Foods AG');
  });

  test('whoever’s deck it is, the words our slides are made of are not taken for a name', async () => {
    putRows(workspace.db, {
      partners: ['Won', 'Partners', 'Decide', 'Journal', 'Tributary', 'Inter', 'Case', 'Registered', 'deal', 'Q3'].map(
        (name, place) => ({
          id: `w${place}`,
          name,
        }),
      ),
    });
    for (const partner of ['k', 'b', 's', 'w0']) {
      expect((await exported(create(partner), 'partner', 'pdf', `${partner}.pdf`)).written.rows).toBe(10);
    }
  });
});

test('RV4: the words our slides are made of are read off the slides: no deck has others beside its data', () => {
  const data =
    'Kestrel Parts GmbH Blue Delta IT Summit Northwind Robotics Zeta Steel Orbit Glass Nova Foods Prime Oak Atlas Forge Lumen Works Ridge Motors Account of Arms Vision Resale margin award you';
  const known = new Set([...houseWords(), ...data.split(' ')]);
  for (const partner of ['k', 'b', 's']) {
    const { deck } = getReview(workspace.db, { review: create(partner) as never, audience: 'partner' }, now);
    const words = deck
      .flatMap((slide) => textsOfSlide({ ...slide, notes: '' } as never))
      .flatMap((text) => text.split(/[^A-Za-z0-9]+/));
    expect([...new Set(words)].filter((word) => /^[A-Za-z]+$/.test(word) && !known.has(word)).sort()).toEqual([]);
  }
});

describe('RV4: what counts as a trace', () => {
  const stranger = (name: string, rest: Partial<Stranger> = {}): Stranger => ({
    id: idOf('x'),
    key: 'x',
    name,
    domain: null,
    ...rest,
  });
  const traces = (text: string, strangers: Stranger[], own: string[] = ['Kestrel Parts']) =>
    searchFor({ strangers, own })([text], '').map(({ by, written }) => `${by} ${written}`);

  test.each([
    { text: 'as Blue Delta IT did', name: 'Blue Delta IT GmbH', is: ['name blue delta it'] },
    { text: 'BLUE-DELTA, it is', name: 'Blue Delta IT', is: ['name blue delta it'] },
    { text: 'Müller Maschinenbau', name: 'MUELLER Maschinenbau', is: [] },
    { text: 'Muller Maschinenbau', name: 'Müller Maschinenbau AG', is: ['name muller maschinenbau'] },
    { text: 'Maschi nenbau Harrow', name: 'Maschinenbau Harrow', is: ['name maschinenbau harrow'] },
    { text: 'the blue delta', name: 'Blue Delta IT', is: [] },
    { text: 'we reach the summit', name: 'Summit', is: [] },
    { text: 'we reach Summit', name: 'Summit GmbH', is: ['name Summit'] },
    { text: 'we reach Summits', name: 'Summit', is: [] },
    { text: '日本電産 won', name: '日本電産', is: ['name'] },
  ])('$name in “$text”: $is', ({ text, name, is }) => {
    const found = traces(text, [stranger(name)]);
    expect(found.map((one, place) => (is[place] === 'name' ? one.slice(0, 4) : one))).toEqual(is);
  });

  test.each([
    { text: 'x@kestrel.it', is: ['domain kestrel.it'] },
    { text: 'https://www.Kestrel.IT/a', is: ['domain kestrel.it'] },
    { text: 'sales@kest rel.it', is: ['domain kestrel.it'] },
    { text: 'mykestrel.it', is: [] },
    { text: 'kestrel.items', is: [] },
  ])('the domain kestrel.it in “$text”: $is', ({ text, is }) => {
    expect(traces(text, [stranger('Nobody at all', { domain: 'kestrel.it' })])).toEqual(is);
  });

  test('a key is looked for when it cannot be an amount', () => {
    expect(traces('see P-0012', [stranger('Nobody at all', { key: 'P-0012' })])).toEqual(['key p 0012']);
    expect(traces('1200 deals', [stranger('Nobody at all', { key: '1200' })])).toEqual([]);
  });

  test('what the partner wrote itself hides nothing else', () => {
    const watch = [stranger('Summit'), stranger('Blue Delta')];
    expect(traces('Summit Foods bought, Summit lost', watch, ['Summit Foods'])).toEqual(['name Summit']);
    expect(traces('Summit Foods bought', watch, ['Summit Foods'])).toEqual([]);
    expect(traces('Blue Delta Foods', watch, ['Summit Foods'])).toEqual(['name blue delta']);
  });

  test('a name is found in the glyphs of a page, over a change of font and of line', async () => {
    const names = ['Škoda Díly Čechy', 'Müller Maschinenbau', 'Ελλάδα Ρομπότ', 'Summit'];
    for (const name of names) {
      const pdf = createPdf({ title: 'Deck', createdAt: 0 as EpochMs });
      pdf.page();
      pdf.text(`It was ${name} who won the deal at the customer of ours`, { x: 0, y: 0, size: 20, width: 120 });
      const bytes = await pdf.bytes();
      expect(tracesInFile(bytes, 'pdf', { strangers: [stranger(name)], own: [] })).toHaveLength(1);
      expect(tracesInFile(bytes, 'pdf', { strangers: [stranger('Nobody Parts')], own: [] })).toEqual([]);
    }
  });

  test('a name in the file’s properties is found', async () => {
    const pdf = createPdf({ title: 'For Blue Delta IT, naïve Ω', createdAt: 0 as EpochMs });
    pdf.page();
    pdf.text('nothing', { x: 0, y: 0, size: 20 });
    expect(tracesInFile(await pdf.bytes(), 'pdf', { strangers: [stranger('Blue Delta IT')], own: [] })).toHaveLength(1);
  });

  test('we read the same letters as another program', async () => {
    const { bytes } = await exported(create('k'), 'partner', 'pdf');
    const ours = letters(
      unpackPdf(bytes)
        .texts.filter((_, place) => place % 2 === 1)
        .join(''),
    );
    expect(ours).toBe(letters((await pagesOf(bytes)).join('')));
    const { deck } = getReview(workspace.db, { review: create('k') as never, audience: 'partner' }, now);
    for (const text of deck
      .flatMap((slide) => textsOfSlide({ ...slide, notes: '' } as never))
      .filter((one) => /[A-Za-z]{4}/.test(one))
      .slice(0, 40))
      expect(typeof text).toBe('string');
  });
});
