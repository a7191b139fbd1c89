import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/contract/units.ts';
import { createPdf, type Pdf } from '../../src/engine/formats/write-pdf.ts';

const NOON = Date.UTC(2026, 10, 23, 12) as EpochMs;
const open = () => createPdf({ title: 'Review of the third quarter', createdAt: NOON });

/** The text of each page, as a reader of PDF finds it. */
async function pagesOf(pdf: Pdf) {
  const document = await getDocument({ data: new Uint8Array(await pdf.bytes()), verbosity: 0 }).promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, at) => {
      const page = await document.getPage(at + 1);
      const { items } = await page.getTextContent();
      return { size: page.view.slice(2), text: items.map((item) => ('str' in item ? item.str : '')).join('') };
    }),
  );
  const { info } = await document.getMetadata();
  return { pages, info };
}

describe('a PDF of slides', () => {
  test('has its pages, their size, its title and its day', async () => {
    const pdf = open();
    pdf.page('#ffffff');
    pdf.text('Headlines', { x: 64, y: 48, size: 36, weight: 'bold' });
    pdf.page();
    pdf.rect(
      { x: 10, y: 10, width: 100, height: 50, radius: 8 },
      { fill: '#e8eef4', stroke: '#9fb3c8', strokeWidth: 1 },
    );
    pdf.line([0, 0], [100, 100], { stroke: '#2b6cb0', dash: [4, 2] });
    pdf.polyline(
      [
        [0, 0],
        [50, 20],
        [100, 0],
      ],
      { fill: '#2b6cb0', opacity: 0.5, closed: true },
    );
    pdf.circle([50, 50], 5, { fill: '#2b6cb0' });
    const { pages, info } = await pagesOf(pdf);
    expect(pages).toEqual([
      { size: [1_280, 720], text: 'Headlines' },
      { size: [1_280, 720], text: '' },
    ]);
    expect(info).toMatchObject({ Title: 'Review of the third quarter', CreationDate: 'D:20261123120000Z' });
  });

  test('has the same bytes when made again', async () => {
    const make = async () => {
      const pdf = open();
      pdf.page();
      pdf.text('Müller čřž Привет Ελλάδα', { x: 0, y: 0, size: 20 });
      return pdf.bytes();
    };
    expect(Buffer.compare(await make(), await make())).toBe(0);
  });

  test('letters of Latin, Cyrillic and Greek stay letters', async () => {
    const pdf = open();
    pdf.page();
    pdf.text('Müller Škoda Привет Ελλάδα €', { x: 0, y: 0, size: 20 });
    const { pages } = await pagesOf(pdf);
    expect(pages[0]?.text.replace(/\s+/g, ' ')).toBe('Müller Škoda Привет Ελλάδα €');
    expect(pdf.replaced()).toEqual([]);
  });

  test('a number keeps its point in sight and its unit beside it', () => {
    const pdf = open();
    const style = { size: 20, weight: 'semibold' } as const;
    const widthOf = (text: string) => pdf.measure(text, style).width;
    // As wide as another of as many digits, whatever digits stand beside the point.
    expect(widthOf('17.171')).toBeCloseTo(widthOf('88.888'), 6);
    expect(widthOf('87.192')).toBeGreaterThan(widthOf('87192'));
    const words = 'Ten open deals are worth 779.425\u00a0€ of it';
    const { lines } = pdf.measure(words, { ...style, width: widthOf('Ten open deals are worth 779.425') + 1 });
    expect(lines).toEqual(['Ten open deals are worth', '779.425\u00a0€ of it']);
  });

  test.each([
    { text: '東京', shown: /^‹\w+›$/ },
    { text: 'שלום', shown: /^‹\w+›$/ },
    { text: 'مرحبا', shown: /^‹\w+›$/ },
    { text: '😀', shown: /^‹:\w+:›$/ },
    { text: 'A → B', shown: /^A > B$/ },
    { text: 'a\u0000b\u200Bc', shown: /^abc$/ },
  ])('what no font has is replaced and can be seen: $text', async ({ text, shown }) => {
    const pdf = open();
    pdf.page();
    pdf.text(text, { x: 0, y: 0, size: 20 });
    expect(pdf.replaced()).toEqual([text]);
    expect((await pagesOf(pdf)).pages[0]?.text).toMatch(shown);
  });

  test('lines break between words, a long word between letters, and no line is wider than the box', () => {
    const pdf = open();
    const text = `A customer in Reykjavík ${'extraordinarily'.repeat(6)} and more`;
    const { lines, width, height } = pdf.measure(text, { size: 20, width: 200 });
    expect(lines.length).toBeGreaterThan(4);
    expect(width).toBeLessThanOrEqual(200);
    expect(height).toBeCloseTo(lines.length * 26);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  test('what does not fit is cut and ends in …', () => {
    const { lines, width } = open().measure('one two three four five six seven eight nine ten', {
      size: 20,
      width: 120,
      maxLines: 2,
    });
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
    expect(width).toBeLessThanOrEqual(120);
  });

  test('a table draws the rows for which there is room', async () => {
    const pdf = open();
    pdf.page();
    const rows = Array.from({ length: 40 }, (_, at) => [`Partner ${at}`, String(at * 1_000)]);
    const columns = [
      { title: 'Partner', share: 3 },
      { title: 'Won', share: 1, align: 'right' as const },
    ];
    const drawn = pdf.table({ x: 64, y: 100, width: 600, columns, rows, size: 14, rowHeight: 28, bottom: 400 });
    expect(drawn).toEqual({ height: 280, rowsDrawn: 9 });
    expect((await pagesOf(pdf)).pages[0]?.text.replace(/\s+/g, ' ')).toContain('Partner 8');
  });
});
