export { columnLetters } from './columns.ts';
export { issue, listed } from './issues.ts';
export { type ReadFileInput, readFileJob, whyNotRead } from './read-file.ts';
export { readTables, readWhole, type WholeFile, type WholeTable } from './read-table.ts';
export {
  type Cell,
  type DateCell,
  type ErrorCell,
  isDateCell,
  isErrorCell,
  type ReadOptions,
  type ReadProgress,
  type Row,
  type TableHead,
  type TableIssue,
  type TablePart,
  textOf,
} from './table.ts';
export { type CsvCell, type CsvTable, csvLines, writeCsv } from './write-csv.ts';
export { writeXlsx, type XlsxCell, type XlsxSheet } from './write-xlsx.ts';
// write-pdf.ts is imported by its file: it brings pdfkit, which only a review needs.
