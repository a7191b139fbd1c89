import type { Clock, RegistrationItem, RegistrationState } from '../../contract/registrations.ts';
import type { EpochMs, Minor, Moment } from '../../contract/units.ts';
import { type Edition, editionNumbered } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { blindAmong, claimantIn } from './blind.ts';
import { clockAt } from './rules/service-levels.ts';

interface ItemRow extends Omit<RegistrationItem, 'value' | 'provisional' | 'contested' | 'clock' | 'blind'> {
  valueMinor: Minor | null;
  currency: NonNullable<RegistrationItem['value']>['currency'] | null;
  provisional: number;
  contested: number;
  edition: number;
  decideByAt: EpochMs;
  escalateAt: EpochMs;
  answerDueAt: EpochMs | null;
  tookHours: number | null;
}

const COLUMNS = `r.id, r.number, r.state, r.close_kind AS "close", r.provisional, r.customer_name AS customer, r.country,
  r.family, r.value_minor AS valueMinor, r.currency, r.partner_id AS partner, p.name AS partnerName, r.type,
  r.received_at AS receivedAt, r.expected_close_on AS expectedClose, r.contested, r.fails, r.cannot_tell AS cannotTell,
  r.revision, r.edition, r.decide_by_at AS decideByAt, r.escalate_at AS escalateAt, r.answer_due_at AS answerDueAt,
  r.took_hours AS tookHours`;

/** Registrations as lists show them, in the order of the row numbers given. */
export function itemsByRow(db: ReadDb, rows: readonly number[], moment: Moment): RegistrationItem[] {
  return itemsOf(
    db,
    db.all<ItemRow>(
      `SELECT ${COLUMNS} FROM json_each(?) AS page JOIN registrations r ON r.rowid = page.value
       JOIN partners p ON p.id = r.partner_id ORDER BY page.key`,
      JSON.stringify(rows),
    ),
    moment,
  );
}

/** One registration as lists show it. */
export function itemOf(db: ReadDb, id: string, moment: Moment): RegistrationItem {
  const rows = db.all<ItemRow>(
    `SELECT ${COLUMNS} FROM registrations r JOIN partners p ON p.id = r.partner_id WHERE r.id = ?`,
    id,
  );
  const [item] = itemsOf(db, rows, moment);
  if (item === undefined) throw new Error(`expected the registration ${id} to be there, found none`);
  return item;
}

function itemsOf(db: ReadDb, rows: readonly ItemRow[], moment: Moment): RegistrationItem[] {
  const editions = new Map<number, Edition>();
  const hidden = blindAmong(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const edition = editions.get(row.edition) ?? editionNumbered(db, row.edition);
    editions.set(row.edition, edition);
    const { valueMinor, currency, edition: _, decideByAt, escalateAt, answerDueAt, tookHours, ...item } = row;
    const blind = hidden.get(row.id) ?? null;
    return {
      ...item,
      partner: blind === null ? row.partner : null,
      partnerName: blind === null ? row.partnerName : claimantIn(blind),
      blind,
      value: blind !== null || valueMinor === null || currency === null ? null : { minor: valueMinor, currency },
      provisional: row.provisional === 1,
      contested: row.contested === 1 || row.state === 'in case',
      clock: clockOf({ state: row.state, decideByAt, escalateAt, answerDueAt, tookHours }, edition, moment),
    };
  });
}

/** The columns a clock is told from. */
interface ClockColumns {
  readonly state: RegistrationState;
  readonly decideByAt: number;
  readonly escalateAt: number;
  readonly answerDueAt: number | null;
  readonly tookHours: number | null;
}

/** Where a registration stands on the service-level clock of the edition it is judged by. */
function clockOf(of: ClockColumns, edition: Edition, { at }: Moment): Clock {
  const { body, calendar } = edition;
  switch (of.state) {
    case 'submitted':
      return withUs(of, edition, at);
    case 'in case': {
      const { answerDueAt } = of;
      // Asked by the case, and not answered yet: the same term for all claimants.
      if (answerDueAt !== null && at <= answerDueAt) return withPartner(answerDueAt, edition, at);
      const clock = withUs(of, edition, at);
      const promise = `rule within ${body.conflicts.ruleBusinessDays} business days`;
      return clock.state === 'running' ? { ...clock, promise } : clock;
    }
    case 'returned':
      return withPartner(of.answerDueAt ?? at, edition, at);
    default:
      return clockAt({ state: 'decided', tookHours: of.tookHours }, at, body.serviceLevels, calendar);
  }
}

const withPartner = (answerDueAt: number, { body, calendar }: Edition, at: EpochMs): Clock =>
  clockAt({ state: 'with the partner', answerDueAt: answerDueAt as EpochMs }, at, body.serviceLevels, calendar);

const withUs = (of: ClockColumns, { body, calendar }: Edition, at: EpochMs): Clock =>
  clockAt(
    { state: 'with us', decideBy: of.decideByAt as EpochMs, escalateAt: of.escalateAt as EpochMs },
    at,
    body.serviceLevels,
    calendar,
  );
