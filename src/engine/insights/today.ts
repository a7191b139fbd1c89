import type { Answer } from '../../contract/handler.ts';
import type { TodayItem } from '../../contract/insights.ts';
import type { CaseId, EpochMs, IsoDate, Moment, RegistrationId } from '../../contract/units.ts';
import { type Edition, programmeAt } from '../programme/index.ts';
import { businessHoursBetween, dayOf, endOfDay, hoursOfBusinessDay } from '../programme/rules/calendar.ts';
import { addDays, daysBetween } from '../programme/rules/dates.ts';
import type { ReadDb } from '../store/db.ts';
import { nextStepOf } from './next-step.ts';
import { byUrgency, type Level, levelOf, levelOfDay } from './rules/urgency.ts';
import * as sql from './today-sql.ts';
import { businessWords, counted } from './words.ts';

const PROTECTION_ENDS_WITHIN_DAYS = 14;
/** Of each kind so many are listed; the counts are of all. */
const MOST_OF_A_KIND = 100;

type Kind = TodayItem['kind'];

/** What the items are judged by: the moment, its day, and the programme of that day. */
interface Now {
  readonly at: EpochMs;
  readonly today: IsoDate;
  readonly programme: Edition;
}

/** Items of one kind and how many there are in all. */
interface Found {
  readonly kind: Kind;
  readonly items: TodayItem[];
  readonly total: number;
}

/** What needs somebody now, the most urgent first, and the next step when nothing does. */
export function today(db: ReadDb, _input: unknown, moment: Moment): Answer<'insights', 'today'> {
  const { today: day, ...programme } = programmeAt(db, moment);
  const now: Now = { at: moment.at, today: day, programme };
  const found = [
    decisions(db, now),
    answers(db, now),
    cases(db, now),
    appeals(db, now),
    turned(db),
    meetings(db, now),
    protections(db, now),
    offers(db),
  ];
  const items = found.flatMap((one) => one.items).sort(byUrgency);
  const counts: Partial<Record<Kind, number>> = {};
  for (const { kind, total } of found) if (total > 0) counts[kind] = total;
  return {
    items,
    total: found.reduce((sum, one) => sum + one.total, 0),
    counts,
    later: {
      decide: db.get<{ n: number }>(sql.decideLaterSql, { until: dueSoon(now) })?.n ?? 0,
      after: addDays(day, 1),
    },
    nextStep: nextStepOf(db, items[0]),
  };
}

/** Runs a statement for a page of rows, each with the number of all as `total`. */
function page<Row extends { total: number }>(
  db: ReadDb,
  kind: Kind,
  statement: string,
  values: Record<string, string | number>,
  itemOf: (row: Row) => TodayItem,
): Found {
  const rows = db.all<Row>(statement, { ...values, limit: MOST_OF_A_KIND });
  return { kind, items: rows.map(itemOf), total: rows[0]?.total ?? 0 };
}

type Clock = { left: string; overdue: boolean; level: Level };

const byClock = (dueAt: number, { at, programme }: Now): Clock => {
  const hours = businessHoursBetween(at, dueAt as EpochMs, programme.calendar);
  const hoursPerDay = hoursOfBusinessDay(programme.calendar);
  const overdue = hours < 0;
  return {
    left: `${businessWords(Math.abs(hours), hoursPerDay)} ${overdue ? 'overdue' : 'left'}`,
    overdue,
    level: at > dueAt ? 'overdue' : levelOf(hours, hoursPerDay),
  };
};

const registration = (id: string) => ({ registration: id as RegistrationId });
const deal = (row: { customer: string; partner: string }) => `${row.customer}, ${row.partner}`;
const namesOf = (row: { customer: string; partner: string }) => [row.customer, row.partner];
const daysWords = (days: number): string =>
  days < 0 ? `${counted(-days, 'day')} ago` : days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;

/** Decisions that fall due by the end of the next business day, or have. */
function decisions(db: ReadDb, now: Now): Found {
  const { decideBusinessDays } = now.programme.body.serviceLevels;
  return page<sql.ClockRow>(db, 'decide', sql.decideSql, { until: dueSoon(now) }, (row) => {
    const { left, overdue, level } = byClock(row.dueAt, now);
    return {
      kind: 'decide',
      title: `Decide ${row.number}: ${deal(row)}`,
      names: namesOf(row),
      words: `${left}${overdue ? ', promised within' : ' of'} ${decideBusinessDays} business days`,
      level,
      dueAt: row.dueAt as EpochMs,
      record: registration(row.id),
    };
  });
}

/** The end of tomorrow: nobody needs to look further ahead on a list called Today. */
const dueSoon = ({ today: day, programme }: Now): number => endOfDay(addDays(day, 1), programme.calendar);

/** Returns that were answered, and those the partner left unanswered beyond its time: nothing of ours is due with these. */
function answers(db: ReadDb, now: Now): Found {
  return page<sql.ClockRow & { answered: number }>(db, 'answer', sql.answerSql, { now: now.at }, (row) => {
    const { left, level } = byClock(row.dueAt, now);
    const record = registration(row.id);
    if (row.answered === 1) {
      const title = `${row.number} was answered: ${deal(row)}`;
      return {
        kind: 'answer',
        title,
        names: namesOf(row),
        words: `Decide again, ${left}`,
        level,
        dueAt: row.dueAt as EpochMs,
        record,
      };
    }
    const dueOn = dayOf(row.dueAt as EpochMs, now.programme.calendar);
    return {
      kind: 'answer',
      title: `${row.number} was not answered: ${deal(row)}`,
      names: namesOf(row),
      words: `The answer was due on ${dueOn}. Remind the partner, or reject as incomplete`,
      level: 'due',
      dueAt: null,
      record,
    };
  });
}

function cases(db: ReadDb, now: Now): Found {
  return page<sql.OpenCaseRow>(db, 'case', sql.casesSql, {}, (row) => {
    const { answersUntil } = row;
    if (answersUntil !== null && row.awaited > 0 && now.at <= answersUntil) return awaited(row, answersUntil, now);
    const { left, level } = byClock(row.dueAt, now);
    const step = row.state === 'open' ? 'Score' : 'Rule on';
    return {
      kind: 'case',
      title: `${step} ${row.number}: ${row.family === null ? row.customer : `${row.customer}, ${row.family}`}`,
      names: [row.customer],
      words: `${counted(row.claims, 'claim')}, ${left}`,
      level,
      dueAt: row.dueAt as EpochMs,
      record: { case: row.id as CaseId },
    };
  });
}

/** A case whose claimants were asked: its clock stands still, and nothing is to be done before they answer. */
function awaited(row: sql.OpenCaseRow, until: number, { programme }: Now): TodayItem {
  return {
    kind: 'case',
    title: `${row.number} waits for its claimants: ${row.family === null ? row.customer : `${row.customer}, ${row.family}`}`,
    names: [row.customer],
    words: `${counted(row.awaited, 'answer')} missing, asked for until ${dayOf(until as EpochMs, programme.calendar)}`,
    level: 'calm',
    dueAt: until as EpochMs,
    record: { case: row.id as CaseId },
  };
}

function appeals(db: ReadDb, now: Now): Found {
  return page<sql.CaseRow>(db, 'appeal', sql.appealsSql, {}, (row) => {
    const { left, level } = byClock(row.dueAt, now);
    return {
      kind: 'appeal',
      title: `Answer the appeal on ${row.number}: ${row.customer}`,
      names: [row.customer],
      words: `By somebody other than who ruled, ${left}`,
      level,
      dueAt: row.dueAt as EpochMs,
      record: { case: row.id as CaseId },
    };
  });
}

/** Provisional approvals that a later extract speaks against. */
function turned(db: ReadDb): Found {
  return page<sql.TurnedRow>(db, 'provisional', sql.turnedSql, {}, (row) => ({
    kind: 'provisional',
    title: `${row.number} is in question: ${deal(row)}`,
    names: namesOf(row),
    words: `Approved provisionally; since then ${counted(row.fails, 'net-new test')} ${row.fails === 1 ? 'fails' : 'fail'}`,
    level: 'due',
    dueAt: null,
    record: registration(row.id),
  }));
}

function protections(db: ReadDb, now: Now): Found {
  const until = addDays(now.today, PROTECTION_ENDS_WITHIN_DAYS);
  return page<sql.DayRow>(db, 'protection', sql.endingSql, { until }, (row) => {
    const left = daysBetween(now.today, row.on as IsoDate);
    return {
      kind: 'protection',
      title: `Protection of ${row.number} ends ${daysWords(left)}: ${deal(row)}`,
      names: namesOf(row),
      words: `Last day ${row.on}. Extend it on new evidence, or let it lapse`,
      level: levelOfDay(left),
      dueAt: endOfDay(row.on as IsoDate, now.programme.calendar),
      record: registration(row.id),
    };
  });
}

/** First meetings not held, from the day the programme reminds of them. */
function meetings(db: ReadDb, now: Now): Found {
  const { firstMeetingDays, firstMeetingReminderDays } = now.programme.body.serviceLevels;
  const until = addDays(now.today, firstMeetingDays - firstMeetingReminderDays);
  return page<sql.DayRow>(db, 'first meeting', sql.meetingsSql, { until }, (row) => {
    const left = daysBetween(now.today, row.on as IsoDate);
    return {
      kind: 'first meeting',
      title: `First meeting of ${row.number} ${left < 0 ? 'was due' : 'is due'} ${daysWords(left)}: ${deal(row)}`,
      names: namesOf(row),
      words: `Due ${row.on}; without one protection lapses after ${row.lapseOn}`,
      level: levelOfDay(left),
      dueAt: endOfDay(row.on as IsoDate, now.programme.calendar),
      record: registration(row.id),
    };
  });
}

function offers(db: ReadDb): Found {
  return page<sql.OfferRow>(db, 'link', sql.offersSql, {}, (row) => ({
    kind: 'link',
    title: `Is ${row.number} the opportunity “${row.opportunity}”? ${deal(row)}`,
    names: [row.opportunity, ...namesOf(row)],
    words: `${Math.round(row.score * 100)} % alike. Link it, or say that it is another`,
    level: 'calm',
    dueAt: null,
    record: registration(row.id),
  }));
}
