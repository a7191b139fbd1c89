import type { Answer, Asked } from '../../contract/handler.ts';
import type { Candidate } from '../../contract/matching.ts';
import type { Finding, RegistrationDetail } from '../../contract/registrations.ts';
import type { AccountId, CaseId, EpochMs, IsoDate, Moment, OpportunityId, ProtectionId } from '../../contract/units.ts';
import { lastLineageOf } from '../accounts/index.ts';
import { isNameAlone } from '../matching/index.ts';
import { talliesOf } from '../partners/index.ts';
import { type Edition, editionNumbered, programmeAt } from '../programme/index.ts';
import { dayOf } from '../programme/rules/calendar.ts';
import type { ReadDb } from '../store/db.ts';
import { approvalOf } from './approve.ts';
import { blindfolded } from './blindfold.ts';
import { findingsOf } from './check.ts';
import { competingOn } from './competing.ts';
import { type Decision, lastDecision } from './decisions.ts';
import { historyOfRegistration } from './history.ts';
import { itemOf } from './item.ts';
import { grantFor } from './protect.ts';
import { registrationFacts } from './read-facts.ts';
import { type Claim, claimOf, type RegistrationRow, registrationFor } from './rows.ts';
import { completenessOf } from './rules/completeness.ts';
import { problemsWithUndo } from './undo-decision.ts';

/**
 * One registration with its findings and their evidence, the closest accounts, what competes, what an approval would
 * mean, and its history; blindfolded where a case is blind. What it would earn is left for a later room to say.
 *
 * @throws NOT_FOUND
 */
export function getRegistration(
  db: ReadDb,
  input: Asked<'registrations', 'get'>,
  moment: Moment,
): Answer<'registrations', 'get'> {
  const row = registrationFor(db, input.registration);
  const claim = claimOf(db, row);
  const edition = editionNumbered(db, row.edition);
  const last = lastDecision(db, row.id);
  const findings = findingsOf(db, row.id);
  return blindfolded(db, {
    ...itemOf(db, row.id, moment),
    input: inputOf(claim),
    account: accountOf(db, row),
    findings: findings.map(ofPartnersAlone),
    candidates: JSON.parse(row.candidates) as Candidate[],
    competing: competingOn(db, row, claim),
    rung: row.rung,
    completeness: completeness(claim, edition),
    nameAlone: isNameAlone(claim.customer),
    ifApproved: ifApproved(db, row, findings, edition, moment),
    decision: decisionOn(db, row),
    protection: protectionOf(db, row.id),
    case: caseOf(db, row.id) ?? null,
    opportunity: opportunityOf(db, row.id),
    partnerStanding: partnerStanding(db, row.partnerId, moment),
    lineage: lastLineageOf(db, [row.id]).get(row.id) ?? null,
    history: historyOfRegistration(db, row.id),
    allowed: allowedOn(db, row, last),
  } as RegistrationDetail);
}

/**
 * CC1 asks about other partners; our own team is NN1’s. It was stored under a title that seemed to speak of both, and what is stored stays as a
 * replay makes it.
 */
const ofPartnersAlone = (finding: Finding): Finding =>
  finding.rule === 'CC1'
    ? {
        ...finding,
        title: 'No other partner’s claim',
        words: finding.result === 'pass' ? 'No other partner claims this.' : finding.words,
      }
    : finding;

function inputOf(claim: Claim): RegistrationDetail['input'] {
  const { partnerId, type, customer, site, family, value, expectedClose, evidence, rest } = claim;
  return { partner: partnerId, type, customer, site, family, value, expectedClose, evidence: [...evidence], ...rest };
}

function completeness(claim: Claim, edition: Edition): RegistrationDetail['completeness'] {
  const { given, required, missing } = completenessOf(registrationFacts(claim), edition.body.intake);
  return { given, required, missing: [...missing] };
}

function accountOf(db: ReadDb, { accountId }: RegistrationRow): RegistrationDetail['account'] {
  if (accountId === null) return null;
  return db.get<{ id: AccountId; name: string }>('SELECT id, name FROM accounts WHERE id = ?', accountId) ?? null;
}

const UNDECIDED = new Set(['submitted', 'returned', 'in case']);

function ifApproved(
  db: ReadDb,
  row: RegistrationRow,
  findings: readonly Finding[],
  edition: Edition,
  moment: Moment,
): RegistrationDetail['ifApproved'] {
  if (!UNDECIDED.has(row.state)) return null;
  const grant = grantFor(db, row, edition, dayOf(moment.at, edition.calendar));
  const { provisional, provisionalWhy } = approvalOf(db, row, findings, edition, moment);
  const partner = db.get<{ supporter: string | null }>('SELECT supporter FROM partners WHERE id = ?', row.partnerId);
  return {
    protectedUntil: grant.until,
    firstMeetingDue: grant.meetingDueOn,
    supporter: partner?.supporter ?? null,
    wouldEarn: null,
    wouldEarnWhy: 'What it would earn is said where it is shown: registrations.get.',
    provisional,
    provisionalWhy,
  };
}

/** The decision that explains the state: while a return is open, or was answered and nothing decided since, the return. */
function decisionOn(db: ReadDb, row: RegistrationRow): RegistrationDetail['decision'] {
  const reason = row.decisionReason;
  switch (row.state) {
    case 'submitted':
    case 'returned': {
      const returned = lastDecision(db, row.id, 'registrations.return');
      if (returned === undefined) return null;
      const missing = JSON.parse(row.missing) as string[];
      return { by: returned.by, at: returned.at as EpochMs, code: null, reason, missing };
    }
    case 'in case': {
      if (row.returnedAt === null) return null;
      const asked = lastDecision(db, row.id, 'conflicts.ask');
      if (asked === undefined) return null;
      const missing = JSON.parse(row.missing) as string[];
      return { by: asked.by, at: asked.at as EpochMs, code: null, reason, missing };
    }
    case 'withdrawn': {
      const withdrawn = lastDecision(db, row.id, 'registrations.withdraw');
      const { by, at } = withdrawn ?? { by: row.updatedBy, at: row.updatedAt };
      return { by, at: at as EpochMs, code: null, reason, missing: [] };
    }
    default:
      return {
        by: row.decidedBy ?? row.updatedBy,
        at: (row.decidedAt ?? row.updatedAt) as EpochMs,
        code: row.decisionCode as NonNullable<RegistrationDetail['decision']>['code'],
        reason,
        missing: [],
      };
  }
}

function protectionOf(db: ReadDb, registrationId: string): RegistrationDetail['protection'] {
  return (
    db.get<{ id: ProtectionId; from: IsoDate; until: IsoDate; state: string }>(
      `SELECT id, from_on AS "from", until_on AS until, state FROM protections WHERE registration_id = ?
       ORDER BY state = 'running' DESC, created_at DESC LIMIT 1`,
      registrationId,
    ) ?? null
  );
}

const caseOf = (db: ReadDb, registrationId: string) =>
  db.get<{ id: CaseId; number: string; state: string }>(
    `SELECT c.id, c.number, c.state FROM case_claims k JOIN cases c ON c.id = k.case_id
     WHERE k.registration_id = ? ORDER BY c.opened_at DESC, c.number DESC LIMIT 1`,
    registrationId,
  );

/** The opportunity it is linked to, else the best that is offered. */
function opportunityOf(db: ReadDb, registrationId: string): RegistrationDetail['opportunity'] {
  const found = db.get<{ id: OpportunityId; key: string; name: string; status: string; state: string }>(
    `SELECT o.id, o.key, o.name, o.status, l.state FROM links l JOIN opportunities o ON o.id = l.opportunity_id
     WHERE l.registration_id = ? AND l.state <> 'declined' ORDER BY l.state = 'linked' DESC, l.score DESC LIMIT 1`,
    registrationId,
  );
  if (found === undefined) return null;
  const { state, ...opportunity } = found;
  return { ...opportunity, linked: state === 'linked' };
}

function partnerStanding(db: ReadDb, partnerId: string, moment: Moment): RegistrationDetail['partnerStanding'] {
  const partner = db.get<{ tier: string | null; since: IsoDate | null }>(
    'SELECT tier, signed_on AS since FROM partners WHERE id = ?',
    partnerId,
  );
  const { registered, approved, won, open } = talliesOf(db, programmeAt(db, moment), [partnerId])(partnerId);
  return { tier: partner?.tier ?? null, registered, approved, won, open, since: partner?.since ?? null };
}

/** What may be done with it now. */
function allowedOn(db: ReadDb, row: RegistrationRow, last: Decision | undefined): RegistrationDetail['allowed'] {
  const undo = problemsWithUndo(db, row, last).length === 0 ? (['undo'] as const) : [];
  switch (row.state) {
    case 'submitted':
      return ['approve', 'return', 'reject', 'withdraw', 'openCase', ...undo];
    case 'returned':
      return ['answer', 'reject', 'withdraw', 'openCase', ...undo];
    case 'in case':
      return [...(row.returnedAt === null ? [] : (['answer'] as const)), 'withdraw'];
    case 'approved':
      return ['withdraw', 'openCase', ...undo];
    default:
      return [...undo];
  }
}
