export { issue } from './issues.ts';

export { readTables, readWhole, type WholeTable } from './read-table.ts';
export {
  type Cell,
  isDateCell,
  type Row,
  type TableHead,
  type TableIssue,
  textOf,
} from './table.ts';
export { type CsvCell, type CsvOptions, writeCsv, writeCsvAs } from './write-csv.ts';
export { writeXlsx, type XlsxCell, type XlsxSheet } from './write-xlsx.ts';
// write-pdf.ts is imported by its file: it brings pdfkit, which only a review needs.
