import type { Origin } from '../../contract/attribution.ts';
import type { Outcome } from '../../contract/conflicts.ts';
import type { IsoDate } from '../../contract/units.ts';
import { partsOf } from '../conflicts/index.ts';
import type { WriteTx } from '../journal/index.ts';
import type { Edition } from '../programme/index.ts';
import type { ReadDb } from '../store/db.ts';
import { INFLUENCE_LOOK_BACK_DAYS, originOf } from './rules/origin.ts';
import { type Share, sharesOf, startingShares } from './rules/shares.ts';
import { removeAttribution, saveAttribution } from './save.ts';
import { LINKED, NAMED } from './sql.ts';

/** What became of the attribution of an opportunity, and why. */
export interface AttributionChange {
  readonly opportunity: string;
  readonly from: Origin;
  readonly to: Origin;
  readonly because: string;
}

/**
 * Brings attributions to where links, rulings and extracts are. What a person set stays, unless its opportunity is in no extract.
 *
 * @param edition in force now: its shares of a functional split
 */
export function attributeOpportunities(tx: WriteTx, edition: Edition, today: IsoDate): AttributionChange[] {
  return [
    ...removeOrphans(tx),
    ...linkedOnes(tx).flatMap((row) => attributeLinked(tx, row, edition, today)),
    ...attributeNamed(tx, today),
  ];
}

/** Attributions of opportunities that are in no extract any more, or that a link gave which is gone. */
function removeOrphans(tx: WriteTx): AttributionChange[] {
  const orphans = tx.all<{ opportunity: string; from: Origin; gone: number }>(
    `SELECT t.opportunity_id AS opportunity, t.origin AS "from", o.id IS NULL AS gone FROM attributions t
     LEFT JOIN opportunities o ON o.id = t.opportunity_id
     WHERE t.by_hand = 0 AND (o.id IS NULL OR (t.registration_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM links l WHERE l.registration_id = t.registration_id AND l.opportunity_id = t.opportunity_id
         AND l.state = 'linked')))
     ORDER BY t.opportunity_id`,
  );
  return orphans.map(({ opportunity, from, gone }) => {
    removeAttribution(tx, opportunity);
    return {
      opportunity,
      from,
      to: 'direct',
      because: gone ? 'the opportunity is in no extract' : 'its registration is not linked any more',
    };
  });
}

interface LinkedRow {
  opportunity: string;
  openedOn: string | null;
  firstSeenOn: string | null;
  closeOn: string | null;
  status: 'open' | 'won' | 'lost';
  registration: string;
  number: string;
  receivedOn: string;
  partner: string;
  caseId: string | null;
  ruling: Outcome | null;
  winner: string | null;
  origin: Origin | null;
  because: string | null;
  attributedTo: string | null;
  roles: string | null;
  restsOn: string;
}

const linkedOnes = (db: ReadDb): LinkedRow[] => db.all<LinkedRow>(LINKED);

function attributeLinked(tx: WriteTx, row: LinkedRow, edition: Edition, today: IsoDate): AttributionChange[] {
  const { origin, because } = originOf({
    registration: { number: row.number, receivedOn: row.receivedOn as IsoDate },
    ruling: row.ruling,
    openedOn: (row.openedOn ?? row.firstSeenOn) as IsoDate | null,
    firstActivityOn: null,
    until: (row.status === 'open' ? today : (row.closeOn ?? today)) as IsoDate,
    engagements: [],
    lookBackDays: INFLUENCE_LOOK_BACK_DAYS,
  });
  const roles = rolesFor(tx, row, origin, edition);
  const same =
    row.origin === origin &&
    row.because === because &&
    row.attributedTo === row.registration &&
    row.roles === JSON.stringify(roles);
  if (same) {
    tx.run('UPDATE attributions SET rests_on = ? WHERE opportunity_id = ?', row.restsOn, row.opportunity);
    return [];
  }
  saveAttribution(tx, {
    opportunity: row.opportunity,
    origin,
    roles,
    registration: row.registration,
    because,
    byHand: false,
    restsOn: row.restsOn,
  });
  return [{ opportunity: row.opportunity, from: row.origin ?? 'direct', to: origin, because }];
}

/** Who has which share: what the ruling says where there is one, else the partner who brought it has the whole. */
function rolesFor(db: ReadDb, row: LinkedRow, origin: Origin, { body }: Edition): Share[] {
  const { functionalSplitBp } = body.conflicts;
  const isShared = row.ruling === 'functional split' || (row.ruling === 'co-sell' && row.winner === null);
  if (row.caseId === null || !isShared) return startingShares(origin, row.partner, [], functionalSplitBp);
  const claimants = partsOf(db, row.caseId);
  if (row.ruling === 'functional split') {
    const functions = claimants.flatMap(({ partner, part }) => (part === null ? [] : [{ partner, function: part }]));
    return startingShares(origin, row.partner, functions, functionalSplitBp);
  }
  // Exactly equal claims share alike; the one whose registration is linked stands as the originator, for there is one.
  return sharesOf(
    claimants.map(({ partner }) => ({ partner, role: partner === row.partner ? 'originator' : 'advisor', weight: 1 })),
  );
}

interface NamedRow {
  opportunity: string;
  partner: string;
  engagedOn: string;
  closeOn: string | null;
  status: 'open' | 'won' | 'lost';
  origin: Origin | null;
  because: string | null;
  attributedTo: string | null;
}

/** A partner the CRM names on an opportunity that no registration brought has influenced it. */
function attributeNamed(tx: WriteTx, today: IsoDate): AttributionChange[] {
  return [...removeUnnamed(tx), ...tx.all<NamedRow>(NAMED).flatMap((row) => attributeOne(tx, row, today))];
}

function attributeOne(tx: WriteTx, row: NamedRow, today: IsoDate): AttributionChange[] {
  const found = originOf({
    registration: null,
    ruling: null,
    openedOn: null,
    firstActivityOn: null,
    until: (row.status === 'open' ? today : (row.closeOn ?? today)) as IsoDate,
    engagements: [{ partner: row.partner, role: 'advisor', on: row.engagedOn as IsoDate }],
    lookBackDays: INFLUENCE_LOOK_BACK_DAYS,
  });
  const because = `The CRM names the partner. ${found.because}`;
  if (found.origin === 'direct') {
    if (row.origin === null) return [];
    removeAttribution(tx, row.opportunity);
    return [{ opportunity: row.opportunity, from: row.origin, to: 'direct', because: found.because }];
  }
  if (row.origin === found.origin && row.because === because && row.attributedTo === row.partner) return [];
  saveAttribution(tx, {
    opportunity: row.opportunity,
    origin: found.origin,
    roles: sharesOf([{ partner: row.partner, role: 'advisor', weight: 1 }]),
    registration: null,
    because,
    byHand: false,
    restsOn: '',
  });
  return [{ opportunity: row.opportunity, from: row.origin ?? 'direct', to: found.origin, because }];
}

/** Attributions by the CRM's naming where it names that partner no more. */
function removeUnnamed(tx: WriteTx): AttributionChange[] {
  const unnamed = tx.all<{ opportunity: string; from: Origin }>(
    `SELECT t.opportunity_id AS opportunity, t.origin AS "from" FROM attributions t
     JOIN opportunities o ON o.id = t.opportunity_id
     WHERE t.by_hand = 0 AND t.registration_id IS NULL AND NOT EXISTS (
       SELECT 1 FROM attribution_roles s JOIN partners p ON p.id = s.partner_id
       WHERE s.opportunity_id = o.id AND lower(trim(p.name)) = lower(trim(o.partner_name)))
     ORDER BY t.opportunity_id`,
  );
  return unnamed.map(({ opportunity, from }) => {
    removeAttribution(tx, opportunity);
    return { opportunity, from, to: 'direct', because: 'the CRM does not name the partner any more' };
  });
}
