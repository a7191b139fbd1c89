import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, problem } from '../../contract/refusal.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { change, record, type WriteTx } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import { setCase } from '../registrations/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { type Claimants, claimantsOf } from './claimants.ts';
import { caseDetail } from './detail.ts';
import { ruleBy } from './rules/appeals.ts';
import { labelClaims } from './rules/labels.ts';

/**
 * Opens a case. Its registrations are in it from now on: they are decided by the ruling, and their own clock stops.
 *
 * With one registration and nothing else given, everything that competes with it is taken in: the live claims of other partners
 * and the open direct opportunities on the same customer and family. However many of those there are, they are one claim: our own team's,
 * from the day the oldest was opened.
 *
 * @throws NOT_FOUND; NOT_DECIDABLE when there is nothing to decide between, a claim is decided already or in a case, or the claims are not
 * on the same customer and family
 */
export function openCase(db: WriteDb, input: Asked<'conflicts', 'open'>, moment: Moment): Answer<'conflicts', 'open'> {
  return openAs(db, { ...input, direct: 'together' }, moment);
}

/** Opens a case again as an entry of the journal says: those that do not say how our own team claims had a claim for each opportunity. */
export const openCaseAgain = (db: WriteDb, input: JournalledOpen, moment: Moment): Answer<'conflicts', 'open'> =>
  openAs(db, input, moment);

type JournalledOpen = Asked<'conflicts', 'open'> & { readonly direct?: 'together' };

function openAs(db: WriteDb, input: JournalledOpen, moment: Moment): Answer<'conflicts', 'open'> {
  return change(db, { verb: 'conflicts.open', input }, moment, (tx) => {
    const direct = input.direct ?? 'each';
    const claimants = claimantsOf(tx, input, direct);
    // The newest edition among the claims: the rules all claimants could know when the conflict arose.
    const edition = editionNumbered(tx, Math.max(...claimants.registrations.map((one) => one.edition)));
    const id = tx.newId();
    const number = nextNumber(tx, dayOf(moment.at, edition.calendar));
    saveCase(
      tx,
      { id, number, reason: input.reason.trim(), claimants, edition: edition.edition },
      ruleBy(moment.at, edition.body.conflicts, edition.calendar),
    );
    const claims = saveClaims(tx, id, claimants, direct);
    for (const registration of claimants.registrations) setCase(tx, registration.id, { id, number });
    record(tx, {
      subject: id,
      subjectName: number,
      words: `Case ${number} was opened over ${claims} claims`,
      // Which claim is whose stays out of the chain: the case is blind.
      what: { registrations: claimants.registrations.length, opportunities: claimants.opportunities.length },
      edition: edition.edition,
    });
    return caseDetail(tx, id, moment);
  });
}

/** `C-2026-0007`, counted by the year of opening; that of a case whose opening was taken back stands in the journal, and is not given again. */
function nextNumber(db: ReadDb, today: IsoDate): string {
  const year = today.slice(0, 4);
  const last = db.get<{ number: string | null }>(
    `SELECT max(number) AS number FROM (SELECT number FROM cases UNION ALL
       SELECT subject_name FROM journal_entries WHERE verb = 'conflicts.takeBackOpening') WHERE number GLOB ?`,
    `C-${year}-*`,
  )?.number;
  const count = last == null ? 0 : Number(last.slice(7));
  return `C-${year}-${String(count + 1).padStart(4, '0')}`;
}

interface NewCase {
  readonly id: string;
  readonly number: string;
  readonly reason: string;
  readonly claimants: Claimants;
  readonly edition: number;
}

function saveCase(tx: WriteTx, { id, number, reason, claimants, edition }: NewCase, ruleByAt: EpochMs): void {
  const { at, actor } = tx.moment;
  tx.run(
    `INSERT INTO cases (id, number, state, customer, account_id, family, family_key, reason, edition, opened_at, rule_by_at,
       updated_by, created_at, updated_at, revision)
     VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    ...[id, number, claimants.customer, claimants.accountId, claimants.family, claimants.familyKey, reason, edition],
    ...[at, ruleByAt, actor, at, at],
  );
}

/** How many claims there are. */
function saveClaims(
  tx: WriteTx,
  caseId: string,
  { registrations, opportunities }: Claimants,
  direct: 'together' | 'each',
): number {
  const claiming = direct === 'each' ? opportunities : opportunities.slice(0, 1);
  const kinds = new Map([
    ...registrations.map((one) => [one.id, 'registration'] as const),
    ...claiming.map((one) => [one.id, 'direct opportunity'] as const),
  ]);
  if (kinds.size > 8) {
    throw notDecidable(
      problem('too_many_claims', `${kinds.size} claims do not fit into one case.`, 'Decide between eight at most.'),
    );
  }
  for (const { id, label } of labelClaims([...kinds.keys()], caseId)) {
    const kind = kinds.get(id) ?? 'registration';
    const isRegistration = kind === 'registration';
    tx.run(
      'INSERT INTO case_claims (case_id, label, kind, registration_id, opportunity_id) VALUES (?, ?, ?, ?, ?)',
      ...[caseId, label, kind, isRegistration ? id : null, isRegistration ? null : id],
    );
  }
  for (const [place, { id }] of opportunities.slice(claiming.length).entries()) {
    tx.run('INSERT INTO case_opportunities (case_id, ord, opportunity_id) VALUES (?, ?, ?)', caseId, place + 1, id);
  }
  return kinds.size;
}
