import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, problem, refused, staleRevision } from '../../contract/refusal.ts';
import type { EpochMs, Moment, Problem } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { attributionRow, getAttribution } from './get.ts';
import { opportunityOf } from './opportunity.ts';
import { saveAttribution } from './save.ts';

type Input = Asked<'attribution', 'set'>;

const WHOLE_BP = 10_000;

/** What is wrong with origin, roles and shares taken together. */
function problemsWith(db: ReadDb, { origin, roles }: Input): Problem[] {
  const problems: Problem[] = [];
  if (origin === 'direct' && roles.length > 0) {
    problems.push(
      problem('direct_has_roles', 'A direct opportunity has no partner roles.', 'Choose another origin, or no roles.'),
    );
  }
  if (origin !== 'direct' && roles.length === 0) {
    problems.push(
      problem(
        'nobody_credited',
        `“${origin}” credits somebody, and no role is given.`,
        'Add a partner, or choose direct.',
      ),
    );
  }
  const total = roles.reduce((sum, role) => sum + role.shareBp, 0);
  if (roles.length > 0 && total !== WHOLE_BP) {
    problems.push(
      problem('shares_not_whole', `The shares add up to ${total / 100} %.`, 'Make them add up to 100 %.', {
        column: 'roles',
      }),
    );
  }
  const seen = new Set<string>();
  for (const { partner, role } of roles) {
    if (seen.has(`${partner} ${role}`)) {
      problems.push(
        problem('role_twice', `The same partner has the role ${role} twice.`, 'Put the two shares together.', {
          column: 'roles',
        }),
      );
    }
    seen.add(`${partner} ${role}`);
    if (db.get('SELECT 1 FROM partners WHERE id = ?', partner) === undefined) throw notFound('partner', partner);
  }
  return problems;
}

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
    const problems = problemsWith(tx, input);
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
