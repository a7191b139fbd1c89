import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, refused, staleRevision } from '../../contract/refusal.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import type { WriteDb } from '../store/db.ts';
import { attributionRow, getAttribution } from './get.ts';
import { opportunityOf } from './opportunity.ts';
import { shareProblems } from './rules/shares.ts';
import { saveAttribution } from './save.ts';

type Input = Asked<'attribution', 'set'>;

/**
 * Sets origin, roles and shares by hand; from then on no extract changes them.
 *
 * @throws NOT_FOUND; REFUSED when the shares do not sum to 10 000 bp; STALE_REVISION
 */
export function setAttribution(db: WriteDb, input: Input, moment: Moment): Answer<'attribution', 'set'> {
  return change(db, { verb: 'attribution.set', input }, moment, (tx) => {
    const opportunity = opportunityOf(tx, input.opportunity);
    const before = attributionRow(tx, input.opportunity);
    if (input.revision !== undefined && input.revision !== (before?.revision ?? 0)) {
      throw staleRevision(before?.setBy ?? '', (before?.setAt ?? moment.at) as EpochMs);
    }
    for (const { partner } of input.roles) {
      if (tx.get('SELECT 1 FROM partners WHERE id = ?', partner) === undefined) throw notFound('partner', partner);
    }
    const problems = shareProblems(input.origin, input.roles);
    if (problems.length > 0) throw refused(...problems);
    const linked = tx.get<{ registration: string }>(
      `SELECT registration_id AS registration FROM links WHERE opportunity_id = ? AND state = 'linked' ORDER BY registration_id`,
      input.opportunity,
    );
    saveAttribution(tx, {
      opportunity: input.opportunity,
      origin: input.origin,
      roles: input.roles,
      registration: linked?.registration ?? null,
      because: input.reason,
      byHand: true,
      restsOn: '',
    });
    record(tx, {
      subject: input.opportunity,
      subjectName: opportunity.key,
      words: `Opportunity ${opportunity.key} was attributed by hand: ${input.origin}${
        input.roles.length === 0 ? '' : `, ${input.roles.length === 1 ? 'one role' : `${input.roles.length} roles`}`
      }`,
      what: { from: before?.origin ?? 'direct', to: input.origin, roles: input.roles },
    });
    return getAttribution(tx, { opportunity: input.opportunity }, moment);
  });
}
