import type { Answer, Asked } from '../../contract/handler.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { writeXlsx } from '../formats/index.ts';
import { change, record } from '../journal/index.ts';
import { programmeAt } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { WriteDb } from '../store/db.ts';
import type { Outside } from '../store/outside.ts';
import type { KeptFigures } from './accrue.ts';
import { statement } from './statement.ts';
import { statementSheets } from './statement-sheets.ts';

/**
 * Writes a statement as XLSX, with live formulas that recompute each amount and the head of the journal it was drawn up at.
 *
 * @throws NOT_FOUND; REFUSED when several partners have the name, or the file cannot be written
 */
export function exportStatement(
  db: WriteDb,
  input: Asked<'incentives', 'exportStatement'>,
  moment: Moment,
  outside: Outside,
): Answer<'incentives', 'exportStatement'> {
  const drawn = statement(db, input, moment);
  const figures = new Map(
    db
      .all<{ id: string; figures: string }>(
        'SELECT id, figures FROM accruals WHERE partner_id = ? AND quarter = ?',
        drawn.partner,
        drawn.quarter,
      )
      .map((row) => [row.id, JSON.parse(row.figures) as KeptFigures]),
  );
  const { calendar } = programmeAt(db, moment);
  const lines = drawn.lines.map((line) => {
    const kept = figures.get(line.id);
    if (kept === undefined) throw new Error(`expected the figures of accrual ${line.id}, found none`);
    const until = line.underAppealUntil;
    return { line, figures: kept, underAppealUntil: until === null ? null : dayOf(until as EpochMs, calendar) };
  });
  const vendor = db.get<{ name: string }>('SELECT name FROM workspace')?.name ?? '';
  const title = `Statement ${drawn.quarter}`;
  const bytes = writeXlsx(statementSheets(drawn, lines, vendor), { title, createdAt: moment.at, author: vendor });
  const written = outside.write(input.to, bytes, lines.length);
  // The file's name and hash, never its path: the journal is replayed on other machines.
  const kept = { partner: drawn.partner, quarter: drawn.quarter, file: written.file, sha256: written.sha256 };
  change(db, { verb: 'incentives.exportStatement', input: kept }, moment, (tx) => {
    record(tx, {
      subject: drawn.partner,
      subjectName: drawn.partnerName,
      words: `The statement of ${drawn.partnerName} for ${drawn.quarter} was written`,
      what: { quarter: drawn.quarter, lines: lines.length, net: drawn.net, head: drawn.head, sha256: written.sha256 },
    });
  });
  return written;
}
