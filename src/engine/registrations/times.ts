import type { EpochMs } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import type { Edition } from '../programme/index.ts';
import type { RegistrationRow } from './rows.ts';
import { hoursTaken } from './rules/service-levels.ts';

/** Who decided, when, and after how many business hours. Who was approved before a case keeps the time of that decision. */
export function decisionColumns(
  tx: WriteTx,
  row: RegistrationRow,
  edition: Edition,
): Pick<RegistrationRow, 'decidedAt' | 'decidedBy' | 'tookHours' | 'decisionCode'> {
  if (row.decidedAt !== null) {
    return {
      decidedAt: row.decidedAt,
      decidedBy: row.decidedBy,
      tookHours: row.tookHours,
      decisionCode: row.decisionCode,
    };
  }
  const { at, actor } = tx.moment;
  return {
    decidedAt: at,
    decidedBy: actor,
    tookHours: hoursTaken(row.receivedAt as EpochMs, at, row.returnedHours, edition.calendar),
    decisionCode: null,
  };
}
