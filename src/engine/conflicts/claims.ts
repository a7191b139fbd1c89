import type { EvidenceRung } from '../../contract/programme.ts';
import type { ReadDb } from '../store/db.ts';
import { type PreferenceRow, preferencesOf } from './preferences.ts';

/** A claim of a case with everything that is known of it, the claimant included: not to be shown while the case is blind. */
export interface ClaimFacts {
  readonly label: string;
  readonly kind: 'registration' | 'direct opportunity';
  readonly registrationId: string | null;
  readonly opportunityId: string | null;
  /** The registration's number, or the opportunity's key. */
  readonly number: string;
  /** State of the registration; of the opportunity, its status. */
  readonly state: string;
  readonly type: string | null;
  readonly partnerId: string | null;
  readonly partnerName: string | null;
  readonly partnerKey: string | null;
  readonly partnerDomain: string | null;
  readonly tier: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
  readonly receivedAt: number | null;
  readonly receivedOn: string | null;
  /** When the last answer to a return came; `null` where none did. */
  readonly answeredAt: number | null;
  readonly returnedTimes: number;
  readonly complete: boolean;
  readonly expectedCloseOn: string | null;
  readonly contactTitle: string | null;
  /** What it does in a project, where it named one further customer or a site. */
  readonly function: 'specifier' | 'order' | 'site' | null;
  readonly rung: number;
  readonly evidence: readonly { readonly kind: EvidenceRung; readonly date: string; readonly note: string }[];
  /** What the customer wrote in its favour, the oldest first. */
  readonly preferences: readonly PreferenceRow[];
  /** Of a direct opportunity. */
  readonly name: string | null;
  readonly owner: string | null;
  readonly stage: string | null;
  /** When the oldest of its opportunities was opened. */
  readonly openedOn: string | null;
  readonly lastActivityOn: string | null;
  readonly crmPartner: string | null;
  /** Of our own team: its opportunities, the one that claims first. Empty for a partner’s claim. */
  readonly opportunities: readonly OwnOpportunity[];
}

/** An open opportunity of our own team on the customer and family. */
interface OwnOpportunity {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly stage: string;
  readonly openedOn: string | null;
  readonly lastActivityOn: string | null;
}

type ClaimColumns = Omit<
  ClaimFacts,
  'evidence' | 'preferences' | 'opportunities' | 'contactTitle' | 'function' | 'complete' | 'number' | 'state'
> & {
  site: string | null;
  rest: string | null;
  complete: number;
  number: string | null;
  state: string | null;
};

/** Of a direct opportunity that is no longer in any extract. */
const GONE = 'no longer in the extracts';

/**
 * When a claim was asked for more by its case although it was complete: answers from then on don’t move the day it was complete, or asking would
 * cost a claimant its place (CP2).
 */
const COMPLETE_SINCE = `coalesce((SELECT min(q.asked_at) FROM case_requests q
  WHERE q.case_id = k.case_id AND EXISTS (SELECT 1 FROM json_each(q.complete) WHERE value = r.id)), 9e15)`;

/** The claims of a case in the order of their labels. */
export function claimsOf(db: ReadDb, caseId: string): ClaimFacts[] {
  const rows = db.all<ClaimColumns>(
    `SELECT k.label, k.kind, k.registration_id AS registrationId, k.opportunity_id AS opportunityId,
       coalesce(r.number, o.key) AS number, coalesce(r.state, o.status) AS state, r.type,
       p.id AS partnerId, p.name AS partnerName, p.key AS partnerKey, p.domain AS partnerDomain, p.tier,
       coalesce(r.value_minor, o.value_minor) AS minor, coalesce(r.currency, o.currency) AS currency,
       r.received_at AS receivedAt, r.received_on AS receivedOn, coalesce(r.returned_times, 0) AS returnedTimes,
       (SELECT max(e.at) FROM journal_entries e WHERE e.subject = r.id AND e.verb = 'registrations.answer'
          AND e.at < ${COMPLETE_SINCE}) AS answeredAt,
       k.kind = 'direct opportunity' OR NOT EXISTS (SELECT 1 FROM findings f
         WHERE f.registration_id = r.id AND f.rule = 'CR1' AND f.result <> 'pass') AS complete,
       r.rest, r.site, r.expected_close_on AS expectedCloseOn, coalesce(r.rung, 0) AS rung,
       o.name, o.owner, o.stage, o.opened_on AS openedOn, o.last_activity_on AS lastActivityOn,
       o.partner_name AS crmPartner
     FROM case_claims k
     LEFT JOIN registrations r ON r.id = k.registration_id
     LEFT JOIN partners p ON p.id = r.partner_id
     LEFT JOIN opportunities o ON o.id = k.opportunity_id
     WHERE k.case_id = ? ORDER BY k.label`,
    caseId,
  );
  const evidence = db.all<{ id: string; kind: EvidenceRung; date: string; note: string }>(
    `SELECT e.registration_id AS id, e.kind, e.happened_on AS date, e.note FROM registration_evidence e
     JOIN case_claims k ON k.registration_id = e.registration_id
     WHERE k.case_id = ? ORDER BY e.happened_on, e.ord`,
    caseId,
  );
  const preferences = preferencesOf(db, caseId);
  const own = ownOpportunities(db, caseId);
  return rows.map(({ rest, site, complete, number, state, openedOn, lastActivityOn, ...row }) => ({
    ...row,
    opportunities: own.filter((one) => one.label === row.label).map(({ label: _, ...one }) => one),
    openedOn: own.flatMap((one) => (one.label === row.label ? (one.openedOn ?? []) : [])).sort()[0] ?? openedOn,
    lastActivityOn:
      own
        .flatMap((one) => (one.label === row.label ? (one.lastActivityOn ?? []) : []))
        .sort()
        .at(-1) ?? lastActivityOn,
    number: number ?? GONE,
    state: state ?? GONE,
    complete: complete === 1,
    ...fromRest(rest, site),
    evidence: evidence
      .filter((one) => one.id === row.registrationId)
      .map(({ kind, date, note }) => ({ kind, date, note })),
    preferences: preferences.filter((one) => one.label === row.label),
  }));
}

/** The opportunities of our own team in a case by the label they stand under: the one that claims, and those that follow it. */
const ownOpportunities = (db: ReadDb, caseId: string) =>
  db.all<OwnOpportunity & { label: string }>(
    `SELECT k.label, o.id, o.key, o.name, o.stage, o.opened_on AS openedOn, o.last_activity_on AS lastActivityOn
     FROM (SELECT case_id, label, opportunity_id AS id, 0 AS ord FROM case_claims
           UNION ALL SELECT x.case_id, c.label, x.opportunity_id, x.ord FROM case_opportunities x
             JOIN case_claims c ON c.case_id = x.case_id AND c.kind = 'direct opportunity') k
     JOIN opportunities o ON o.id = k.id
     WHERE k.case_id = ? ORDER BY k.label, k.ord`,
    caseId,
  );

/** What the intake keeps of a registration beside its columns, as far as a case needs it. */
interface Rest {
  readonly contact?: { readonly title?: string | null };
  readonly designCustomer?: { readonly name: string } | null;
  readonly purchasingCustomer?: { readonly name: string } | null;
}

// Whoever works for the designer specifies, whoever works for the purchaser takes the order; one who names only the site works there.
function fromRest(rest: string | null, site: string | null): Pick<ClaimFacts, 'contactTitle' | 'function'> {
  const { contact, designCustomer, purchasingCustomer } = (rest === null ? {} : JSON.parse(rest)) as Rest;
  const designs = designCustomer != null;
  const buys = purchasingCustomer != null;
  return {
    contactTitle: contact?.title ?? null,
    function: designs && buys ? null : designs ? 'specifier' : buys ? 'order' : site === null ? null : 'site',
  };
}

/** The labels of a case's claims, in their order. */
export const labelsOf = (db: ReadDb, caseId: string): string[] =>
  db
    .all<{ label: string }>('SELECT label FROM case_claims WHERE case_id = ? ORDER BY label', caseId)
    .map(({ label }) => label);

/** The sealed scores, by label and criterion. */
export function scoresOf(db: ReadDb, caseId: string): Map<string, Record<string, number>> {
  const scores = new Map<string, Record<string, number>>();
  for (const { label, criterion, score } of db.all<{ label: string; criterion: string; score: number }>(
    'SELECT label, criterion, score FROM case_scores WHERE case_id = ? ORDER BY label, criterion',
    caseId,
  )) {
    scores.set(label, { ...scores.get(label), [criterion]: score });
  }
  return scores;
}

/** The partners of a case that were granted or split something, with what each does in a project. */
export const partsOf = (db: ReadDb, caseId: string) =>
  claimsOf(db, caseId).flatMap(({ kind, partnerId, function: part, state }) =>
    kind === 'registration' && partnerId !== null && state !== 'withdrawn' ? [{ partner: partnerId, part }] : [],
  );
