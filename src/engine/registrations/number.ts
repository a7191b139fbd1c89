import type { IsoDate } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';

// A change that files many asks once and counts on.
const counted = new WeakMap<WriteTx, Map<string, number>>();

/** The next number of a year of receipt: `R-2026-0412`; from ten thousand on with more digits. */
export function nextNumber(tx: WriteTx, receivedOn: IsoDate): string {
  const year = receivedOn.slice(0, 4);
  let years = counted.get(tx);
  if (years === undefined) {
    years = new Map();
    counted.set(tx, years);
  }
  const next = (years.get(year) ?? highest(tx, year)) + 1;
  years.set(year, next);
  return `R-${year}-${String(next).padStart(4, '0')}`;
}

/** Numbers of one length sort as text: the longest that there are hold the highest. Index: `registrations_number_unique`. */
function highest(tx: WriteTx, year: string): number {
  for (let digits = 9; digits >= 4; digits -= 1) {
    const pattern = `R-${year}-${'[0-9]'.repeat(digits)}`;
    const row = tx.get<{ number: string }>(
      'SELECT number FROM registrations WHERE number GLOB ? ORDER BY number DESC LIMIT 1',
      pattern,
    );
    if (row !== undefined) return Number(row.number.slice(7));
  }
  return 0;
}
