import type { Asked } from '../../contract/handler.ts';
import { notDecidable, problem, staleRevision } from '../../contract/refusal.ts';
import type { EpochMs, Moment } from '../../contract/units.ts';
import { change, record } from '../journal/index.ts';
import type { WriteDb } from '../store/db.ts';
import { attributionRow } from './get.ts';
import { opportunityOf } from './opportunity.ts';
import { removeAttribution } from './save.ts';

/**
 * Takes an attribution by hand away; what the rules say instead follows when the workspace settles.
 *
 * @throws NOT_FOUND; NOT_DECIDABLE when nothing was set by hand; STALE_REVISION
 */
export function unsetAttribution(db: WriteDb, input: Asked<'attribution', 'unset'>, moment: Moment): void {
  change(db, { verb: 'attribution.unset', input }, moment, (tx) => {
    const { key } = opportunityOf(tx, input.opportunity);
    const before = attributionRow(tx, input.opportunity);
    if (input.revision !== undefined && input.revision !== (before?.revision ?? 0)) {
      throw staleRevision(before?.setBy ?? '', (before?.setAt ?? moment.at) as EpochMs);
    }
    if (before?.byHand !== 1) {
      throw notDecidable(
        problem(
          'not_by_hand',
          `Nobody has set by hand who is credited with ${key}.`,
          'It is what the programme’s rules say already: nothing needs to be done.',
        ),
      );
    }
    removeAttribution(tx, input.opportunity);
    record(tx, {
      subject: input.opportunity,
      subjectName: key,
      words: `What was set by hand for opportunity ${key} was taken back: the programme’s rules decide`,
      what: { from: before.origin },
    });
  });
}
