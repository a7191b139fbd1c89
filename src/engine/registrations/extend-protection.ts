import type { Answer, Asked } from '../../contract/handler.ts';
import { notDecidable, notFound, staleRevision } from '../../contract/refusal.ts';
import type { Evidence } from '../../contract/registrations.ts';
import type { EpochMs, IsoDate, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import { editionNumbered } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { nameOf } from './decisions.ts';
import { protectionItem } from './list-protections.ts';
import { evidenceOf, registrationFor } from './rows.ts';
import { extensionOf } from './rules/protection.ts';

interface Extendable {
  readonly id: string;
  readonly registrationId: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly capOn: IsoDate;
  readonly state: 'running' | 'lapsed' | 'ended';
  readonly meetingLapseOn: IsoDate;
  readonly revision: number;
  readonly updatedBy: string;
  readonly updatedAt: EpochMs;
}

/**
 * Extends a running protection by the programme’s extension, within its cap, on evidence not seen before.
 *
 * @throws NOT_FOUND; STALE_REVISION; NOT_DECIDABLE with every reason why it cannot be extended
 */
export function extendProtection(
  db: WriteDb,
  input: Asked<'protection', 'extend'>,
  moment: Moment,
): Answer<'protection', 'extend'> {
  return change(db, { verb: 'protection.extend', input }, moment, (tx) => {
    const protection = extendable(tx, input.protection, input.revision);
    const row = registrationFor(tx, protection.registrationId);
    const { body, calendar } = editionNumbered(tx, row.edition);
    const today = dayOf(moment.at, calendar);
    const earlier = extensionEvidence(tx, protection.id);
    const extension = extensionOf(
      {
        ...protection,
        evidence: [...evidenceOf(tx, row.id), ...earlier],
        meetingHeldOn: row.meetingOn as IsoDate | null,
      },
      input.evidence,
      today,
      body,
      calendar,
    );
    if (!extension.granted) throw notDecidable(...extension.problems);
    tx.run(
      `INSERT INTO protection_extensions (protection_id, ord, until_on, evidence, extended_on, at, by)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[
        protection.id,
        earlier.length,
        extension.until,
        JSON.stringify(input.evidence),
        today,
        moment.at,
        moment.actor,
      ],
    );
    tx.run(
      'UPDATE protections SET until_on = ?, updated_at = ?, updated_by = ?, revision = revision + 1 WHERE id = ?',
      ...[extension.until, moment.at, moment.actor, protection.id],
    );
    record(tx, {
      subject: row.id,
      subjectName: row.number,
      words: `The protection of ${nameOf(tx, row)} was extended until ${extension.until}`,
      what: { protection: protection.id, was: protection.until, until: extension.until },
      edition: row.edition,
    });
    return protectionItem(tx, protection.id, moment);
  });
}

function extendable(db: ReadDb, id: string, revision: number | undefined): Extendable {
  const protection = db.get<Extendable>(
    `SELECT id, registration_id AS registrationId, from_on AS "from", until_on AS until, cap_on AS capOn, state,
       meeting_lapse_on AS meetingLapseOn, revision, updated_by AS updatedBy, updated_at AS updatedAt
     FROM protections WHERE id = ?`,
    id,
  );
  if (protection === undefined) throw notFound('protection', id);
  if (revision !== undefined && revision !== protection.revision) {
    throw staleRevision(protection.updatedBy, protection.updatedAt);
  }
  return protection;
}

const extensionEvidence = (db: ReadDb, protectionId: string): Evidence[] =>
  db
    .all<{ evidence: string }>(
      'SELECT evidence FROM protection_extensions WHERE protection_id = ? ORDER BY ord',
      protectionId,
    )
    .map(({ evidence }) => JSON.parse(evidence) as Evidence);
