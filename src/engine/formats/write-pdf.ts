import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import type { EpochMs } from '../../contract/units.ts';
import { type Run, replaceUnknown, runsOf, type Weight } from './pdf-fonts.ts';

const require = createRequire(import.meta.url);
/** Read with the first document: it brings a whole font library, and most threads never write one. */
const documentClass = (): typeof PDFDocument => require('pdfkit');

/** Lengths are in points from the page's top left corner, y downwards; a slide of 1280 × 720 is 1280 × 720 points. */
export interface PdfOptions {
  readonly title: string;
  /** Stands in the file's properties; the same calls at the same moment give the same bytes. */
  readonly createdAt: EpochMs;
  readonly size?: { readonly width: number; readonly height: number };
  readonly author?: string;
}

export interface TextStyle {
  /** Height of the letters' body, points. */
  readonly size: number;
  readonly weight?: Weight;
  /** `#rrggbb`. */
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Distance between lines as a multiple of the size; 1.3 by default. */
  readonly leading?: number;
}

export interface TextBox extends TextStyle {
  readonly x: number;
  /** Top of the first line. */
  readonly y: number;
  /** Lines break at this width; without it only at line feeds. */
  readonly width?: number;
  /** What does not fit into so many lines is cut and ends in `…`. */
  readonly maxLines?: number;
}

export interface Measured {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  /** Lengths of dash and gap. */
  readonly dash?: readonly [number, number];
  /** From 0, unseen, to 1. */
  readonly opacity?: number;
}

export interface PdfTable {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** `share` is the column's part of the width, of the sum of all. */
  readonly columns: readonly {
    readonly title: string;
    readonly share: number;
    readonly align?: 'left' | 'center' | 'right';
  }[];
  readonly rows: readonly (readonly string[])[];
  readonly size: number;
  readonly color?: string;
  readonly headerColor?: string;
  readonly lineColor?: string;
  readonly rowHeight?: number;
  /** Rows that would reach below this are left out. */
  readonly bottom?: number;
}

export interface Pdf {
  /** Begins a page. Everything after it is drawn there; nothing can be drawn before the first. */
  page(background?: string): void;
  /** Draws a text and gives its lines and its size. */
  text(text: string, box: TextBox): Measured;
  /** What `text` would give, without drawing. */
  measure(text: string, box: Omit<TextBox, 'x' | 'y'>): Measured;
  rect(box: { x: number; y: number; width: number; height: number; radius?: number }, paint: Paint): void;
  line(from: readonly [number, number], to: readonly [number, number], paint: Paint): void;
  /** A line through points; `closed` makes it an area. */
  polyline(points: readonly (readonly [number, number])[], paint: Paint & { closed?: boolean }): void;
  circle(center: readonly [number, number], radius: number, paint: Paint): void;
  /** A table with a header and thin lines; gives its height and how many rows found room. */
  table(table: PdfTable): { readonly height: number; readonly rowsDrawn: number };
  /** Texts of which characters were replaced because no font has them, once each. */
  replaced(): readonly string[];
  /** Ends the document; nothing can be drawn afterwards. */
  bytes(): Promise<Uint8Array>;
}

/** Of Inter, as shares of the size: from a line's top to its baseline, and to its bottom. */
const ASCENT = 0.96875;
const LINE = 1.21;
const LEADING = 1.3;
const INK = '#1f2933';

/** A document of vector pages: letters stay letters, so the text can be searched, copied and read aloud. */
export const createPdf = (options: PdfOptions): Pdf => new Slides(options);

class Slides implements Pdf {
  private readonly size: { readonly width: number; readonly height: number };
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly ended: Promise<void>;
  private readonly registered = new Set<string>();
  private readonly replacedTexts = new Set<string>();

  constructor({ title, author, createdAt, size }: PdfOptions) {
    this.size = size ?? { width: 1_280, height: 720 };
    const when = new Date(createdAt);
    const info = { Title: title, Author: author ?? 'Tributary', Creator: 'Tributary', Producer: 'Tributary' };
    this.document = new (documentClass())({
      autoFirstPage: false,
      size: [this.size.width, this.size.height],
      margin: 0,
      lang: 'en',
      displayTitle: true,
      info: { ...info, CreationDate: when, ModDate: when },
    });
    this.document.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.ended = new Promise<void>((resolve, reject) => this.document.on('end', resolve).on('error', reject));
  }

  page(background?: string): void {
    this.document.addPage();
    if (background !== undefined) this.document.rect(0, 0, this.size.width, this.size.height).fill(background);
  }

  text(text: string, box: TextBox): Measured {
    if (replaceUnknown(text) !== text.normalize('NFC')) this.replacedTexts.add(text);
    const measured = this.measure(text, box);
    const leading = box.leading ?? LEADING;
    measured.lines.forEach((line, at) => {
      const slack = (box.width ?? 0) - this.widthOf(line, box);
      let x = box.x + (box.align === 'right' ? slack : box.align === 'center' ? slack / 2 : 0);
      const baseline = box.y + box.size * (at * leading + ASCENT + (leading - LINE) / 2);
      for (const run of runsOf(line, box.weight ?? 'regular')) {
        const font = this.use(run, box.size);
        const features = featuresOf(run);
        font
          .fillColor(box.color ?? INK)
          .text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic', ...features });
        x += font.widthOfString(run.text, features);
      }
    });
    return measured;
  }

  measure(text: string, box: Omit<TextBox, 'x' | 'y'>): Measured {
    const lines = breakLines(replaceUnknown(text), (piece) => this.widthOf(piece, box), box.width, box.maxLines);
    const width = Math.max(0, ...lines.map((line) => this.widthOf(line, box)));
    return { lines, width, height: lines.length * box.size * (box.leading ?? LEADING) };
  }

  rect(box: { x: number; y: number; width: number; height: number; radius?: number }, paint: Paint): void {
    this.document.save();
    if (box.radius) this.document.roundedRect(box.x, box.y, box.width, box.height, box.radius);
    else this.document.rect(box.x, box.y, box.width, box.height);
    this.paint(paint);
  }

  line(from: readonly [number, number], to: readonly [number, number], paint: Paint): void {
    this.polyline([from, to], paint);
  }

  polyline(points: readonly (readonly [number, number])[], paint: Paint & { closed?: boolean }): void {
    const [first, ...others] = points;
    if (!first) return;
    this.document.save().moveTo(...first);
    for (const point of others) this.document.lineTo(...point);
    if (paint.closed) this.document.closePath();
    this.paint(paint);
  }

  circle([x, y]: readonly [number, number], radius: number, paint: Paint): void {
    this.document.save().circle(x, y, radius);
    this.paint(paint);
  }

  table(table: PdfTable): { readonly height: number; readonly rowsDrawn: number } {
    return drawTable(this, table);
  }

  replaced(): readonly string[] {
    return [...this.replacedTexts];
  }

  async bytes(): Promise<Uint8Array> {
    this.document.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }

  private use({ font, file }: Run, size: number): PDFKit.PDFDocument {
    if (!this.registered.has(font)) {
      this.document.registerFont(font, file);
      this.registered.add(font);
    }
    return this.document.font(font).fontSize(size);
  }

  private widthOf(text: string, style: TextStyle): number {
    const runs = runsOf(text, style.weight ?? 'regular');
    return runs.reduce((sum, run) => sum + this.use(run, style.size).widthOfString(run.text, featuresOf(run)), 0);
  }

  private paint({ fill, stroke, strokeWidth, dash, opacity }: Paint): void {
    const { document } = this;
    if (opacity !== undefined) document.opacity(opacity);
    if (strokeWidth !== undefined) document.lineWidth(strokeWidth);
    if (dash) document.dash(dash[0], { space: dash[1] });
    if (fill !== undefined && stroke !== undefined) document.fillAndStroke(fill, stroke);
    else if (fill !== undefined) document.fill(fill);
    else document.stroke(stroke ?? INK);
    document.restore();
  }
}

const featuresOf = ({ isFigure }: Run): { features?: ['tnum'] } => (isFigure ? { features: ['tnum'] } : {});

function drawTable(pdf: Pdf, table: PdfTable): { height: number; rowsDrawn: number } {
  const rowHeight = table.rowHeight ?? table.size * 2;
  const sum = table.columns.reduce((total, { share }) => total + share, 0);
  const inset = table.size * 0.4;
  const stroke = table.lineColor ?? '#d9e2ec';
  let y = table.y;
  const drawRow = (cells: readonly string[], style: Pick<TextStyle, 'weight' | 'color'>) => {
    let x = table.x;
    table.columns.forEach(({ share, align }, column) => {
      const width = (table.width * share) / sum;
      const top = y + (rowHeight - table.size * LEADING) / 2;
      const box = {
        x: x + inset,
        y: top,
        width: Math.max(1, width - 2 * inset),
        size: table.size,
        maxLines: 1,
        ...style,
      };
      pdf.text(cells[column] ?? '', align === undefined ? box : { ...box, align });
      x += width;
    });
    y += rowHeight;
    pdf.line([table.x, y], [table.x + table.width, y], { stroke, strokeWidth: 0.75 });
  };
  drawRow(
    table.columns.map(({ title }) => title),
    { weight: 'semibold', color: table.headerColor ?? '#52606d' },
  );
  let rowsDrawn = 0;
  for (const row of table.rows) {
    if (table.bottom !== undefined && y + rowHeight > table.bottom) break;
    drawRow(row, { color: table.color ?? INK });
    rowsDrawn += 1;
  }
  return { height: y - table.y, rowsDrawn };
}

/** Breaks a text between words, a word wider than the line between its characters; a blank that holds two together is none to break at. */
function breakLines(
  text: string,
  widthOf: (text: string) => number,
  width?: number,
  maxLines = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/(?<=[^\S\u00a0\u202f])(?=\S)/)) {
      if (width === undefined || widthOf((line + word).trimEnd()) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = '';
      for (const character of word) {
        if (line !== '' && widthOf(line + character.trimEnd()) > width) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
      if (lines.length > maxLines) break;
    }
    lines.push(line.trimEnd());
  }
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  let last = kept.at(-1) ?? '';
  while (last !== '' && width !== undefined && widthOf(`${last}…`) > width)
    last = Array.from(last).slice(0, -1).join('');
  return [...kept.slice(0, -1), `${last.trimEnd()}…`];
}
