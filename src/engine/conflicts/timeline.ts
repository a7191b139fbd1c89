import type { EpochMs, IsoDate } from '../../contract/units.ts';
import { type Calendar, dayOf } from '../programme/rules/calendar.ts';
import type { ClaimFacts } from './claims.ts';
import type { PreferenceRow } from './preferences.ts';
import type { AppealRow, CaseRow, RulingRow } from './rows.ts';

/** A point of the time line that all claims stand on. */
export interface Point {
  readonly at: number | null;
  readonly on: string;
  /** `null` is never given: what is about the case itself is not on a claim's line. */
  readonly claim: string;
  readonly words: string;
  /** What was said there; `null` where nothing was. */
  readonly note: string | null;
  readonly source: string;
}

/** What happened on each claim, the oldest first, with where it is known from. */
export function timelineOf(
  row: CaseRow,
  claims: readonly ClaimFacts[],
  rulings: readonly RulingRow[],
  appeal: AppealRow | undefined,
  calendar: Calendar,
): Point[] {
  const dayAt = (at: number) => dayOf(at as EpochMs, calendar);
  const points: Point[] = claims.flatMap((claim) => [
    ...(claim.kind === 'registration' ? registrationPoints(claim, dayAt) : directPoints(claim)),
    ...claim.preferences.map((one) => preferencePoint(one, dayAt)),
  ]);
  for (const ruling of rulings) {
    if (ruling.winner === null) continue;
    const words = ruling.ord === 1 ? `Ruled: ${ruling.outcome}` : `Ruled on appeal: ${ruling.outcome}`;
    points.push({ at: ruling.at, on: dayAt(ruling.at), claim: ruling.winner, words, note: null, source: row.number });
  }
  if (appeal !== undefined) {
    points.push({
      at: appeal.filedAt,
      on: dayAt(appeal.filedAt),
      claim: appeal.byLabel,
      words: 'Appeal filed',
      note: null,
      source: row.number,
    });
  }
  return points.sort(
    (a, b) =>
      (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) ||
      (a.at ?? 0) - (b.at ?? 0) ||
      (a.claim < b.claim ? -1 : a.claim > b.claim ? 1 : 0),
  );
}

function registrationPoints(claim: ClaimFacts, dayAt: (at: number) => IsoDate): Point[] {
  const points: Point[] = claim.evidence.map((one) => ({
    at: null,
    on: one.date,
    claim: claim.label,
    words: one.kind,
    note: one.note === '' ? null : one.note,
    source: 'as the claimant states',
  }));
  if (claim.receivedAt !== null) {
    const words = claim.complete && claim.answeredAt === null ? 'Received, complete' : 'Received';
    points.push({
      at: claim.receivedAt,
      on: dayAt(claim.receivedAt),
      claim: claim.label,
      words,
      note: null,
      source: 'our receipt',
    });
  }
  if (claim.answeredAt !== null) {
    const words = claim.complete ? 'Completed by an answer' : 'Answered';
    points.push({
      at: claim.answeredAt,
      on: dayAt(claim.answeredAt),
      claim: claim.label,
      words,
      note: null,
      source: 'our receipt',
    });
  }
  return points;
}

function preferencePoint(
  { label, date, writtenBy, note, afterSeal, enteredAt, enteredBy }: PreferenceRow,
  dayAt: (at: number) => IsoDate,
): Point {
  const entered = `entered ${dayAt(enteredAt)} by ${enteredBy}${afterSeal ? ', after the seal' : ''}`;
  return {
    at: null,
    on: date,
    claim: label,
    words: 'The customer prefers it in writing',
    note,
    source: `letter by ${writtenBy}, ${entered}`,
  };
}

const opened = ({ openedOn }: ClaimFacts['opportunities'][number]): string => openedOn ?? '';

function directPoints(claim: ClaimFacts): Point[] {
  const source = 'CRM extract';
  const points: Point[] = [];
  const dated = claim.opportunities
    .filter((one) => one.openedOn !== null)
    .sort((a, b) => (opened(a) < opened(b) ? -1 : 1));
  for (const [place, one] of dated.entries()) {
    const words = place === 0 ? 'Direct opportunity opened' : 'Another direct opportunity opened';
    points.push({ at: null, on: opened(one), claim: claim.label, words, note: null, source });
  }
  if (claim.lastActivityOn !== null) {
    points.push({ at: null, on: claim.lastActivityOn, claim: claim.label, words: 'Last activity', note: null, source });
  }
  return points;
}
