import PDFDocument from 'pdfkit';
import type { EpochMs } from '../../contract/units.ts';
import { type Run, replaceUnknown, runsOf, type Weight } from './pdf-fonts.ts';

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

/** Of Inter, as a share of the size. */
const ASCENT = 0.96875;
const LEADING = 1.3;
const INK = '#1f2933';

/** A document of vector pages: letters stay letters, so the text can be searched, copied and read aloud. */
export function createPdf(options: PdfOptions): Pdf {
  const { width, height } = options.size ?? { width: 1_280, height: 720 };
  const info = {
    Title: options.title,
    Author: options.author ?? 'Tributary',
    Creator: 'Tributary',
    Producer: 'Tributary',
  };
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [width, height],
    margin: 0,
    lang: 'en',
    displayTitle: true,
    info: { ...info, CreationDate: new Date(options.createdAt), ModDate: new Date(options.createdAt) },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  const registered = new Set<string>();
  const replaced = new Set<string>();

  const use = ({ font, file }: Run, size: number) => {
    if (!registered.has(font)) {
      document.registerFont(font, file);
      registered.add(font);
    }
    return document.font(font).fontSize(size);
  };
  const widthOf = (text: string, style: TextStyle) =>
    runsOf(text, style.weight ?? 'regular').reduce((sum, run) => sum + use(run, style.size).widthOfString(run.text), 0);

  const measure: Pdf['measure'] = (text, box) => {
    const lines = breakLines(replaceUnknown(text), box.width, box.maxLines, (piece) => widthOf(piece, box));
    const widest = Math.max(0, ...lines.map((line) => widthOf(line, box)));
    return { lines, width: widest, height: lines.length * box.size * (box.leading ?? LEADING) };
  };

  const drawText: Pdf['text'] = (text, box) => {
    if (replaceUnknown(text) !== text.normalize('NFC')) replaced.add(text);
    const measured = measure(text, box);
    measured.lines.forEach((line, at) => {
      const slack = (box.width ?? 0) - widthOf(line, box);
      const shift = box.align === 'right' ? slack : box.align === 'center' ? slack / 2 : 0;
      let x = box.x + shift;
      const y =
        box.y + at * box.size * (box.leading ?? LEADING) + box.size * (ASCENT + ((box.leading ?? LEADING) - 1.21) / 2);
      for (const run of runsOf(line, box.weight ?? 'regular')) {
        const font = use(run, box.size);
        font.fillColor(box.color ?? INK).text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic' });
        x += font.widthOfString(run.text);
      }
    });
    return measured;
  };

  const painted = (paint: Paint) => {
    if (paint.opacity !== undefined) document.opacity(paint.opacity);
    if (paint.strokeWidth !== undefined) document.lineWidth(paint.strokeWidth);
    if (paint.dash) document.dash(paint.dash[0], { space: paint.dash[1] });
    if (paint.fill !== undefined && paint.stroke !== undefined) document.fillAndStroke(paint.fill, paint.stroke);
    else if (paint.fill !== undefined) document.fill(paint.fill);
    else document.stroke(paint.stroke ?? INK);
    document.restore();
  };

  const pdf: Pdf = {
    page(background) {
      document.addPage();
      if (background !== undefined) document.rect(0, 0, width, height).fill(background);
    },
    text: drawText,
    measure,
    rect(box, paint) {
      document.save();
      if (box.radius) document.roundedRect(box.x, box.y, box.width, box.height, box.radius);
      else document.rect(box.x, box.y, box.width, box.height);
      painted(paint);
    },
    line: (from, to, paint) => pdf.polyline([from, to], paint),
    polyline(points, paint) {
      const [first, ...others] = points;
      if (!first) return;
      document.save().moveTo(...first);
      for (const point of others) document.lineTo(...point);
      if (paint.closed) document.closePath();
      painted(paint);
    },
    circle([x, y], radius, paint) {
      document.save().circle(x, y, radius);
      painted(paint);
    },
    table: (table) => drawTable(pdf, table),
    replaced: () => [...replaced],
    async bytes() {
      document.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
  return pdf;
}

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

/** Breaks a text between words, a word wider than the line between its characters. */
function breakLines(
  text: string,
  width: number | undefined,
  maxLines = Number.POSITIVE_INFINITY,
  widthOf: (text: string) => number,
): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/(?<=\s)(?=\S)/)) {
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
