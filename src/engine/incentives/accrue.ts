import type { Currency, IsoDate, Minor } from '../../contract/units.ts';
import type { WriteTx } from '../journal/index.ts';
import { type Edition, editionNumbered } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { type Accruable, accruableOf, earned, type Plans, plansOf, type WonRow } from './earning-facts.ts';
import { clawbackOf, clawbackShareBp, type Reversal, reversalOf } from './rules/clawback.ts';
import type { Earning, Figures } from './rules/earnings.ts';
import { payByOf } from './rules/statement.ts';
import { GENERATIONS, WON_AND_ATTRIBUTED } from './sql.ts';
import { tierHistory } from './tier-history.ts';

/** What became of the earnings on an opportunity, and what it follows from. */
export interface AccrualChange {
  readonly opportunity: string;
  readonly accrued: number;
  readonly reversed: number;
  readonly because: string;
}

/** What is kept of a calculation beside its steps. */
export interface KeptFigures extends Figures {
  readonly wonOn: IsoDate;
  readonly role: string;
}

/** The accruals of an opportunity that rest on the same facts. */
interface Generation {
  readonly hash: string;
  /** Some of it is paid for, and nothing was taken back. */
  readonly live: boolean;
  /** It came to nothing: there is nothing to take back. */
  readonly empty: boolean;
  /** What is left of it after reversals. */
  readonly left: number;
}

/**
 * Accrues what won opportunities earn, once for the same facts, and takes back what rests on facts that have changed: rows are inserted, never
 * changed. A deal that was lost or refunded is clawed back by its age; a win that was never one is taken back whole.
 *
 * @param newest the newest edition, whose exchange rates hold
 */
export function accrueEarnings(tx: WriteTx, newest: Edition, today: IsoDate): AccrualChange[] {
  const generations = generationsOf(tx);
  const won = tx.all<WonRow>(WON_AND_ATTRIBUTED);
  const changes: AccrualChange[] = [];
  if (won.length > 0) {
    const plans = plansOf(tx, newest, tierHistory(tx));
    for (const row of won) {
      const known = generations.get(row.opportunity) ?? [];
      generations.delete(row.opportunity);
      changes.push(...accrueWon(tx, row, known, plans, today));
    }
  }
  const standing = whyGone(
    tx,
    [...generations].filter(([, known]) => known.some((one) => one.left !== 0)).map(([id]) => id),
  );
  for (const { opportunity, became, closeOn, knownOn } of standing) {
    const because = GONE_WORDS[became];
    const reversed =
      became === 'lost'
        ? clawBack(tx, opportunity, (wonOn) => lossDay(wonOn, closeOn, knownOn, today), today)
        : takeBack(tx, opportunity, because, today);
    if (reversed > 0) changes.push({ opportunity, accrued: 0, reversed, because });
  }
  return changes;
}

const GONE_WORDS = {
  lost: 'The opportunity was lost.',
  open: 'The opportunity is not won any more.',
  gone: 'The opportunity is in no extract any more.',
  direct: 'No partner is paid for the opportunity any more.',
} as const;

/** What is left of each set of accruals on the same facts, by opportunity. */
function generationsOf(db: ReadDb): Map<string, Generation[]> {
  const rows = db.all<{ opportunity: string; hash: string; paid: number; reversed: number; left: number }>(GENERATIONS);
  const generations = new Map<string, Generation[]>();
  for (const { opportunity, hash, paid, reversed, left } of rows) {
    const one = { hash, live: paid > reversed, empty: paid === 0, left };
    generations.set(opportunity, [...(generations.get(opportunity) ?? []), one]);
  }
  return generations;
}

interface Gone {
  readonly opportunity: string;
  readonly became: keyof typeof GONE_WORDS;
  /** The close the newest extract says. */
  readonly closeOn: IsoDate | null;
  /** As of when the newest extract that changed it was drawn. */
  readonly knownOn: IsoDate | null;
}

/** Why opportunities that do not pay any more do not. */
function whyGone(db: ReadDb, opportunities: readonly string[]): Gone[] {
  if (opportunities.length === 0) return [];
  const rows = db.all<Omit<Gone, 'became'> & { status: string | null }>(
    `SELECT e.value AS opportunity, o.status, o.close_on AS closeOn,
       (SELECT max(b.as_of_on) FROM lineage l JOIN batches b ON b.id = l.batch_id
        WHERE l.record_id = o.id AND b.state = 'committed') AS knownOn
     FROM json_each(?) e LEFT JOIN opportunities o ON o.id = e.value ORDER BY e.value`,
    JSON.stringify(opportunities),
  );
  return rows.map(({ status, ...row }) => ({
    ...row,
    became: status === null ? 'gone' : status === 'won' ? 'direct' : status === 'lost' ? 'lost' : 'open',
  }));
}

/**
 * The day a won deal was lost or refunded, by which IN8 takes back: the close the extract says, where that is after the win; else, the date having been
 * left as it was, the day the extract was drawn. Never the day somebody read it, so that a late import takes back no less.
 */
function lossDay(wonOn: IsoDate, closeOn: IsoDate | null, knownOn: IsoDate | null, today: IsoDate): IsoDate {
  const said = closeOn !== null && closeOn > wonOn ? closeOn : (knownOn ?? today);
  return said < today ? said : today;
}

function accrueWon(
  tx: WriteTx,
  row: WonRow,
  known: readonly Generation[],
  plans: Plans,
  today: IsoDate,
): AccrualChange[] {
  const accruable = accruableOf(row, plans);
  const current = known.find((one) => one.hash === accruable.hash && (one.live || one.empty));
  const others = known.filter((one) => one !== current && one.left !== 0);
  if (current !== undefined && others.length === 0) return [];
  const because = known.length === 0 ? 'The opportunity was won.' : 'What it rests on has changed.';
  const reversed = takeBack(tx, row.opportunity, because, today);
  // The first time it accrues on the day of the win; a correction belongs to the day it is made.
  const wonOn = accruable.facts.wonOn;
  const accruedOn = known.length === 0 && wonOn < today ? wonOn : today;
  const accrued = insertEarnings(tx, row, accruable, plans, accruedOn);
  return accrued + reversed === 0 ? [] : [{ opportunity: row.opportunity, accrued, reversed, because }];
}

function insertEarnings(tx: WriteTx, row: WonRow, accruable: Accruable, plans: Plans, accruedOn: IsoDate): number {
  const { earnings } = earned(accruable, plans.rates);
  for (const earning of earnings) {
    insert(tx, {
      ...earning,
      opportunity: row.opportunity,
      registration: row.registration,
      edition: accruable.edition,
      accruedOn,
      reverses: null,
      because: earning.nothingBecause ?? 'The opportunity was won.',
      figures: { ...earning.figures, wonOn: accruable.facts.wonOn, role: earning.role },
      hash: accruable.hash,
    });
  }
  return earnings.length;
}

interface NewRow extends Pick<Earning, 'partner' | 'rule' | 'ruleName' | 'amount' | 'steps'> {
  readonly opportunity: string;
  readonly registration: string | null;
  readonly edition: Edition;
  readonly accruedOn: IsoDate;
  readonly reverses: string | null;
  readonly because: string;
  readonly figures: KeptFigures;
  readonly hash: string;
}

function insert(tx: WriteTx, row: NewRow): void {
  const { quarter, payBy } = payByOf(row.accruedOn, row.edition.body.incentives);
  tx.run(
    `INSERT INTO accruals (id, partner_id, opportunity_id, registration_id, rule, rule_name, edition, accrued_on, quarter,
       amount_minor, currency, reverses, because, steps, figures, facts_hash, pay_by_on, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[tx.newId(), row.partner, row.opportunity, row.registration, row.rule, row.ruleName, row.edition.edition],
    ...[row.accruedOn, quarter, row.amount.minor, row.amount.currency, row.reverses, row.because],
    ...[JSON.stringify(row.steps), JSON.stringify(row.figures), row.hash, payBy, tx.moment.at],
  );
}

interface StandingRow {
  id: string;
  partner: string;
  registration: string | null;
  rule: string;
  ruleName: string;
  edition: number;
  amountMinor: number;
  currency: string;
  figures: string;
  hash: string;
  taken: number;
  reversals: number;
}

/** Accruals of an opportunity of which something is left, in the order they were made. */
const standingOf = (db: ReadDb, opportunity: string): StandingRow[] =>
  db.all<StandingRow>(
    `SELECT * FROM (
       SELECT c.id, c.partner_id AS partner, c.registration_id AS registration, c.rule, c.rule_name AS ruleName, c.edition,
         c.amount_minor AS amountMinor, c.currency, c.figures, c.facts_hash AS hash, c.rowid AS place,
         (SELECT coalesce(sum(v.amount_minor), 0) FROM accruals v WHERE v.reverses = c.id) AS taken,
         (SELECT count(*) FROM accruals v WHERE v.reverses = c.id) AS reversals
       FROM accruals c WHERE c.opportunity_id = ? AND c.reverses IS NULL)
     WHERE amountMinor + taken <> 0 ORDER BY place`,
    opportunity,
  );

/** A reversal with what a statement recomputes it from: so much of so much. */
interface Reversing extends Reversal {
  readonly ofMinor: number;
  readonly rateBp: number;
}

/** Takes back all that is left on an opportunity. */
function takeBack(tx: WriteTx, opportunity: string, because: string, today: IsoDate): number {
  return reverse(tx, opportunity, today, (row) => {
    const found = reversalOf({ amount: amountOf(row), reversedBefore: row.taken as Minor }, because);
    return found === null ? null : { ...found, ofMinor: row.amountMinor + row.taken, rateBp: 10_000 };
  });
}

/** Takes back what the age of a lost deal says; what was taken back before is not touched again. */
function clawBack(tx: WriteTx, opportunity: string, lostOn: (wonOn: IsoDate) => IsoDate, today: IsoDate): number {
  return reverse(tx, opportunity, today, (row, figures, { body }) => {
    if (row.reversals > 0) return null;
    const { clawback } = body.incentives;
    const { wonOn, rounding } = figures;
    const on = lostOn(wonOn);
    const accrued = { amount: amountOf(row), wonOn, reversedBefore: row.taken as Minor, rounding };
    const found = clawbackOf(accrued, on, clawback);
    return found === null ? null : { ...found, ofMinor: row.amountMinor, rateBp: clawbackShareBp(wonOn, on, clawback) };
  });
}

const amountOf = (row: StandingRow) => ({ minor: row.amountMinor as Minor, currency: row.currency as Currency });

function reverse(
  tx: WriteTx,
  opportunity: string,
  today: IsoDate,
  reversal: (row: StandingRow, figures: KeptFigures, edition: Edition) => Reversing | null,
): number {
  let count = 0;
  for (const row of standingOf(tx, opportunity)) {
    const figures = JSON.parse(row.figures) as KeptFigures;
    const edition = editionNumbered(tx, row.edition);
    const found = reversal(row, figures, edition);
    if (found === null) continue;
    const { ofMinor, rateBp } = found;
    const base = ofMinor as Minor;
    insert(tx, {
      ...row,
      amount: found.amount,
      because: found.because,
      steps: found.steps,
      opportunity,
      edition,
      figures: { ...figures, base, shareBp: 10_000, share: base, rateBp, cap: null, minimum: null },
      accruedOn: today,
      reverses: row.id,
    });
    count += 1;
  }
  return count;
}
