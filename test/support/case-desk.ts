import type { ClaimLabel } from '../../src/contract/conflicts.ts';
import type { Answer } from '../../src/contract/handler.ts';
import type { CaseCriterion } from '../../src/contract/programme.ts';
import type { CaseId, Moment, OpportunityId, RegistrationId } from '../../src/contract/units.ts';
import { getCase, openCase, rule, score } from '../../src/engine/conflicts/index.ts';
import { type DealDesk, openDealDesk } from './deal-desk.ts';
import { moment } from './workspace.ts';

export type CaseSeen = Answer<'conflicts', 'get'>;
type Claims = CaseSeen['list'];

/** Thursday of the week after the deal desk’s Monday: everything is in, and a case can be opened. */
export const LATER = moment('2026-06-11T10:00+02:00');

/** The claim a partner (or our own team, by the key of its opportunity) stands behind, once names are revealed. */
export const claimOf = (list: Claims, name: string): Claims[number] => {
  const found = list.find(({ revealed }) => revealed?.partnerName === name || revealed?.number === name);
  if (found === undefined) throw new Error(`expected a claim of ${name}, found none`);
  return found;
};

export const labelOf = (list: Claims, name: string): ClaimLabel => claimOf(list, name).label as ClaimLabel;

export const everyScore = (value: number): Record<CaseCriterion, number> => ({
  evidence: value,
  qualification: value,
  ability: value,
  relationship: value,
});

/** A desk at which cases are decided. */
export interface CaseDesk extends DealDesk {
  open(registrations: readonly { id: string }[], opportunities?: readonly string[], when?: Moment): CaseSeen;
  seen(opened: { id: string }, when?: Moment): CaseSeen;
  /** Scores every claim, by partner or opportunity key (2 where not named), and seals. */
  seal(opened: { id: string }, scores?: Readonly<Record<string, number>>, when?: Moment): CaseSeen;
  /** Rules as the policy recommends. */
  ruleAsRecommended(opened: { id: string }, when?: Moment): CaseSeen;
}

export function openCaseDesk(options: Parameters<typeof openDealDesk>[0] = {}): CaseDesk {
  const desk = openDealDesk(options);
  const { db } = desk;
  const the = (opened: { id: string }) => ({ case: opened.id as CaseId });
  const opportunity = (key: string) =>
    (db.get<{ id: string }>('SELECT id FROM opportunities WHERE key = ?', key)?.id ?? key) as OpportunityId;
  const seen: CaseDesk['seen'] = (opened, when = LATER) => getCase(db, the(opened), when);
  return {
    ...desk,
    seen,
    open: (registrations, opportunities = [], when = LATER) =>
      openCase(
        db,
        {
          registrations: registrations.map(({ id }) => id as RegistrationId),
          opportunities: opportunities.map(opportunity),
          reason: '',
        },
        when,
      ),
    seal(opened, scores = {}, when = LATER) {
      const names = namesBehind(db, opened.id);
      const given = Object.fromEntries(
        seen(opened, when).list.map(({ label }) => [label, everyScore(scores[names.get(label) ?? ''] ?? 2)]),
      );
      return score(db, { ...the(opened), scores: given, seal: true }, when);
    },
    ruleAsRecommended(opened, when = LATER) {
      const { recommendation } = seen(opened, when);
      if (recommendation === null) throw new Error('expected a recommendation, found none');
      const { outcome, winner, clause } = recommendation;
      return rule(db, { ...the(opened), outcome, winner, clauses: [clause], reason: 'As the policy says.' }, when);
    },
  };
}

/** Who stands behind each label: what only the test may know while the case is blind. */
export const namesBehind = (db: DealDesk['db'], caseId: string): Map<string, string> =>
  new Map(
    db
      .all<{ label: string; name: string }>(
        `SELECT k.label, coalesce(p.name, o.key) AS name FROM case_claims k
         LEFT JOIN registrations r ON r.id = k.registration_id LEFT JOIN partners p ON p.id = r.partner_id
         LEFT JOIN opportunities o ON o.id = k.opportunity_id WHERE k.case_id = ?`,
        caseId,
      )
      .map(({ label, name }) => [label, name]),
  );
