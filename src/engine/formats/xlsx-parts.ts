import type { Source } from './source.ts';
import { type ArchiveEntry, unpack } from './unzip.ts';
import { kindOfBuiltIn, kindOfFormat, type NumberKind } from './xlsx-dates.ts';
import { type Attributes, readXmlWhole, type XmlHandler } from './xml.ts';

export type Archive = ReadonlyMap<string, ArchiveEntry>;

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  /** Path of the sheet's part; absent when the workbook names none. */
  readonly path: string | undefined;
  readonly kind: 'cells' | 'a chart' | 'a dialogue' | 'a macro';
}

export interface Workbook {
  readonly calendar: 1900 | 1904;
  readonly sheets: readonly SheetEntry[];
  readonly stylesPath: string | undefined;
  readonly textsPath: string | undefined;
}

interface Relation {
  readonly type: string;
  readonly path: string;
}

/** The entry of that name; some writers are careless of case and of the first slash. */
export function partOf(archive: Archive, path: string): ArchiveEntry | undefined {
  const bare = path.replace(/^\/+/, '');
  const exact = archive.get(bare);
  if (exact) return exact;
  for (const [name, entry] of archive) if (name.toLowerCase() === bare.toLowerCase()) return entry;
  return undefined;
}

const open = (handle: (name: string, attributes: Attributes) => void): XmlHandler => ({
  open: handle,
  close() {},
  text() {},
});

/** Path of the workbook's main part, `undefined` in an archive that is no workbook. */
export async function mainPart(source: Source, archive: Archive): Promise<string | undefined> {
  const relations = await relationsOf(source, archive, '');
  const told = [...relations.values()].find(({ type }) => type === 'officeDocument')?.path;
  return told !== undefined && partOf(archive, told) ? told : ['xl/workbook.xml'].find((path) => partOf(archive, path));
}

/** What the workbook's main part says: its sheets in order, its calendar, where styles and texts are. */
export async function readWorkbook(source: Source, archive: Archive, main: string): Promise<Workbook> {
  const relations = await relationsOf(source, archive, main);
  const sheets: SheetEntry[] = [];
  let calendar: 1900 | 1904 = 1900;
  const entry = partOf(archive, main);
  if (entry) {
    const handler = open((name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) calendar = 1904;
      if (name !== 'sheet') return;
      const relation = relations.get(Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? '');
      sheets.push({
        name: attributes.name ?? `Sheet${sheets.length + 1}`,
        hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden',
        path: relation?.path,
        kind: kindOfSheet(relation?.type),
      });
    });
    await readXmlWhole(unpack(source, entry), handler);
  }
  const pathOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.path;
  return { calendar, sheets, stylesPath: pathOf('styles'), textsPath: pathOf('sharedStrings') };
}

function kindOfSheet(type: string | undefined): SheetEntry['kind'] {
  if (type === 'chartsheet') return 'a chart';
  if (type === 'dialogsheet') return 'a dialogue';
  return type === 'xlMacrosheet' ? 'a macro' : 'cells';
}

/** The relations of a part, their paths from the archive's root and their types by the last word. */
async function relationsOf(source: Source, archive: Archive, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const found = new Map<string, Relation>();
  const entry = partOf(archive, `${folder}_rels/${part.slice(slash + 1)}.rels`);
  if (!entry) return found;
  const handler = open((name, attributes) => {
    if (name !== 'Relationship') return;
    const target = (attributes.Target ?? '').replaceAll('\\', '/');
    const path = target.startsWith('/') ? target.slice(1) : resolvePath(folder + target);
    found.set(attributes.Id ?? '', { type: (attributes.Type ?? '').split('/').at(-1) ?? '', path });
  });
  await readXmlWhole(unpack(source, entry), handler);
  return found;
}

function resolvePath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** What each cell style shows of a number, by the style's index. */
export async function readStyles(source: Source, entry: ArchiveEntry | undefined): Promise<readonly NumberKind[]> {
  const formats = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let inCellStyles = false;
  if (!entry) return kinds;
  await readXmlWhole(unpack(source, entry), {
    open(name, attributes) {
      if (name === 'numFmt' && !inCellStyles)
        formats.set(Number(attributes.numFmtId), kindOfFormat(attributes.formatCode ?? ''));
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes.numFmtId ?? 0);
        kinds.push(formats.get(id) ?? kindOfBuiltIn(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
    text() {},
  });
  return kinds;
}

/** The workbook's shared texts, by index; readings printed above East Asian words (`rPh`) are left out. */
export async function readTexts(
  source: Source,
  entry: ArchiveEntry | undefined,
): Promise<readonly string[] | undefined> {
  if (!entry) return undefined;
  const texts: string[] = [];
  let current = '';
  let inText = false;
  let inReading = false;
  await readXmlWhole(unpack(source, entry), {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') inText = !inReading;
      else if (name === 'rPh') inReading = true;
    },
    close(name) {
      if (name === 'si') texts.push(unescapeText(current));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    text(text) {
      if (inText) current += text;
    },
  });
  return texts;
}

/** `_x000D_` stands for a character that XML can't hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
