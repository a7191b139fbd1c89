import ExcelJS from 'exceljs';

/** A workbook as another program reads it, its formulas worked out anew from the cells they name. */
export interface Recalculated {
  /** Rows of a sheet, the first one first: what each cell shows. */
  rows(sheet: string): readonly (readonly unknown[])[];
  /** What a cell amounts to when its formula is worked out, whatever value the file carries for it. */
  value(sheet: string, cell: string): number;
  /** What the file says the cell amounts to. */
  carried(sheet: string, cell: string): number;
  /** Cells with a formula, `O6`. */
  formulas(sheet: string): readonly string[];
}

/** The few functions our formulas use, as spreadsheets have them: ROUND is half away from zero. */
const FUNCTIONS = {
  ROUND: (value: number, digits: number) => {
    const scaled = Math.abs(value) * 10 ** digits;
    return (Math.sign(value) * Math.floor(scaled + 0.5)) / 10 ** digits;
  },
  INT: Math.floor,
  MIN: Math.min,
  MOD: (value: number, by: number) => value - by * Math.floor(value / by),
  IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
  SUM: (range: readonly number[]) => range.reduce((sum, value) => sum + value, 0),
  SUMIF: (range: readonly number[], test: string) =>
    range.filter((value) => (test === '>0' ? value > 0 : value < 0)).reduce((sum, value) => sum + value, 0),
};

export async function recalculate(bytes: Uint8Array): Promise<Recalculated> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  const sheetOf = (name: string) => {
    const sheet = workbook.getWorksheet(name);
    if (sheet === undefined) throw new Error(`expected a sheet ${name}, found none`);
    return sheet;
  };
  const value = (sheet: string, cell: string): number => {
    const { formula, value: plain } = sheetOf(sheet).getCell(cell);
    if (formula === undefined) return typeof plain === 'number' ? plain : 0;
    const source = formula
      .replaceAll(
        /([A-Z]+)(\d+):([A-Z]+)(\d+)/g,
        (_whole, column: string, from: string, _to: string, until: string) => {
          const cells = Array.from(
            { length: Number(until) - Number(from) + 1 },
            (_, row) => `${column}${Number(from) + row}`,
          );
          return `[${cells.map((one) => value(sheet, one)).join(',')}]`;
        },
      )
      .replaceAll(/\b([A-Z])(\d+)\b/g, (one) => `(${value(sheet, one)})`)
      .replaceAll(/(?<![<>])=/g, '===');
    return Number(new Function(...Object.keys(FUNCTIONS), `return ${source};`)(...Object.values(FUNCTIONS)));
  };
  return {
    value,
    carried: (sheet, cell) => Number(sheetOf(sheet).getCell(cell).result ?? sheetOf(sheet).getCell(cell).value),
    rows: (sheet) =>
      sheetOf(sheet)
        .getSheetValues()
        .slice(1)
        .map((row) => (Array.isArray(row) ? row.slice(1) : [])),
    formulas(sheet) {
      const found: string[] = [];
      sheetOf(sheet).eachRow((row) => {
        row.eachCell((cell) => {
          if (cell.formula !== undefined) found.push(cell.address);
        });
      });
      return found;
    },
  };
}
