import type { Answer } from '../../contract/handler.ts';
import type { Currency, IsoDate, Minor, Money } from '../../contract/units.ts';
import type { XlsxCell, XlsxSheet } from '../formats/index.ts';
import { currencyDigits } from '../programme/rules/money.ts';
import type { KeptFigures } from './accrue.ts';

type Statement = Answer<'incentives', 'statement'>;
type Line = Statement['lines'][number];

/** A line with the figures its amount is recomputed from. */
export interface FiguredLine {
  readonly line: Line;
  readonly figures: KeptFigures;
  /** The day by which the appeal of its ruling is answered; `null` where none is pending. */
  readonly underAppealUntil: IsoDate | null;
}

const COLUMNS = [
  { title: 'Line' },
  { title: 'Accrued on' },
  { title: 'Opportunity' },
  { title: 'Customer' },
  { title: 'Registration' },
  { title: 'Rule' },
  { title: 'Role' },
  { title: 'Base' },
  { title: 'Share', format: 'percent' },
  { title: 'Left-over unit' },
  { title: 'Part' },
  { title: 'Rate', format: 'percent' },
  { title: 'Not above' },
  { title: 'Nothing below' },
  { title: 'Amount' },
  { title: 'Why' },
] as const;

/**
 * A statement as sheets: the lines with formulas that recompute each amount, the totals, and the steps in words.
 *
 * The formulas count in whole minor units, as the application does, so that both agree to the cent: the part is the base times the share rounded
 * down, and the unit left over that was given to it; the amount is the part times the rate, held within its limits, then rounded once.
 */
export function statementSheets(statement: Statement, lines: readonly FiguredLine[], vendor: string): XlsxSheet[] {
  const { currency } = statement;
  const own = lines.filter(({ line }) => line.amount.currency === currency);
  const foreign = lines.filter(({ line }) => line.amount.currency !== currency);
  const above = [
    `${vendor}: statement for ${statement.partnerName}, ${statement.quarter}`,
    `Amounts in ${currency}. To be paid by ${statement.payBy}; lines may be disputed until ${statement.disputeUntil}.`,
    `Journal head when this was drawn up: ${statement.head}`,
    ...appealNote(lines),
  ];
  const sheets: XlsxSheet[] = [
    {
      name: 'Statement',
      above,
      columns: [...COLUMNS],
      rows: [...lineRows(own, above.length, 1), ...totalRows(statement, own.length, above.length)],
    },
  ];
  if (foreign.length > 0) {
    const note = ['Lines without an exchange rate stay in their own currency and are in no total.'];
    sheets.push({
      name: 'Without a rate',
      above: note,
      columns: [...COLUMNS],
      rows: lineRows(foreign, note.length, own.length + 1),
    });
  }
  sheets.push(stepsSheet([...own, ...foreign]));
  return sheets;
}

/** What the statement as a whole says of pending appeals; nothing where there are none. */
function appealNote(lines: readonly FiguredLine[]): string[] {
  const pending = lines.filter((one) => one.underAppealUntil !== null).length;
  if (pending === 0) return [];
  return [
    `${pending === 1 ? 'One line rests' : `${pending} lines rest`} on a ruling that is under appeal and may still change; see “Why”.`,
  ];
}

function lineRows(lines: readonly FiguredLine[], above: number, first: number): XlsxCell[][] {
  return lines.map((one, index) => lineRow(one, first + index, above + 2 + index));
}

function lineRow({ line, figures, underAppealUntil }: FiguredLine, number: number, row: number): XlsxCell[] {
  const currency = line.amount.currency as Currency;
  const money = (minor: number | null): XlsxCell =>
    minor === null ? null : { money: { minor: minor as Minor, currency } };
  const formula = formulasOf(row, figures, currency, line.reverses !== null);
  const whole = Number((BigInt(figures.base) * BigInt(figures.shareBp)) / 10_000n);
  return [
    number,
    { date: line.accruedOn },
    line.opportunityName,
    line.customer,
    line.number ?? '',
    `${line.rule} ${line.ruleName}`,
    figures.role,
    money(figures.base),
    figures.shareBp / 10_000,
    money(figures.share - whole),
    { value: { money: { minor: figures.share, currency } }, formula: formula.part },
    figures.rateBp / 10_000,
    money(figures.cap),
    money(figures.minimum),
    { value: { money: line.amount as Money }, formula: formula.amount },
    underAppealUntil === null
      ? line.because
      : `${line.because} Under appeal until ${underAppealUntil}: the ruling may be changed, and this with it.`,
  ];
}

/** The formulas of one line, over its own cells: H base, I share, J left-over, K part, L rate, M cap, N minimum. */
function formulasOf(row: number, { cap, minimum, rounding }: KeptFigures, currency: string, reverses: boolean) {
  const units = 10 ** currencyDigits(currency);
  const whole = (cell: string) => (units === 1 ? `${cell}${row}` : `ROUND(${cell}${row}*${units},0)`);
  const major = (minor: string) => (units === 1 ? minor : `(${minor})/${units}`);
  const part = major(`INT(${whole('H')}*ROUND(I${row}*10000,0)/10000)+${whole('J')}`);
  const plain = `${whole('K')}*ROUND(L${row}*10000,0)`;
  const exact = cap === null ? plain : `MIN(${plain},${whole('M')}*10000)`;
  const rounded =
    rounding === 'half even'
      ? `IF(MOD(${exact},20000)=5000,(${exact}-5000)/10000,ROUND((${exact})/10000,0))`
      : `ROUND((${exact})/10000,0)`;
  const kept = minimum === null ? rounded : `IF(${exact}<${whole('N')}*10000,0,${rounded})`;
  return { part, amount: reverses ? `-${major(kept)}` : major(kept) };
}

function totalRows(statement: Statement, lines: number, above: number): XlsxCell[][] {
  const range = `O${above + 2}:O${above + 1 + Math.max(lines, 1)}`;
  const total = (title: string, money: Statement['net'], formula: string): XlsxCell[] => [
    ...COLUMNS.slice(0, 13).map(() => null),
    { value: title, bold: true },
    {
      value: { money: money as Money },
      bold: true,
      ...(lines === 0 ? {} : { formula }),
    },
  ];
  return [
    [],
    total('Accrued', statement.accrued, `SUMIF(${range},">0")`),
    total('Taken back', statement.reversed, `SUMIF(${range},"<0")`),
    total('Net', statement.net, `SUM(${range})`),
  ];
}

function stepsSheet(lines: readonly FiguredLine[]): XlsxSheet {
  return {
    name: 'Steps',
    columns: [{ title: 'Line' }, { title: 'Step' }, { title: 'In words', width: 60 }, { title: 'Comes to' }],
    rows: lines.flatMap(({ line }, index) =>
      line.steps.map(({ step, words, value }): XlsxCell[] => [
        index + 1,
        step,
        words,
        value === null ? null : { money: value as Money },
      ]),
    ),
  };
}
