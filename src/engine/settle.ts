import { ORPCError } from '@orpc/contract';
import type { Answer } from '../contract/handler.ts';
import type { IsoDate, Moment } from '../contract/units.ts';
import {
  type AttributionChange,
  attributeOpportunities,
  type LinkChange,
  linkOpportunities,
  removeLinks,
} from './attribution/index.ts';
import { type ClosedCase, closeCases } from './conflicts/index.ts';
import { type AccrualChange, accrueEarnings } from './incentives/index.ts';
import { changeIfAny, lastEntry, record, rehearse, type WriteTx } from './journal/index.ts';
import { type Edition, programmeAt } from './programme/index.ts';
import {
  type Consequence,
  closeByOpportunity,
  expireUnworked,
  lapseProtections,
  recheckAfterExtract,
  recheckAsExtractAged,
  reopenUnlinked,
  reopenWorked,
} from './settle-registrations.ts';
import { type Connection, queued, type WriteDb } from './store/db.ts';

type Settled = Answer<'workspace', 'settle'>;

/** What an entry keeps of how it followed, so that a replay does the same; the first versions kept nothing, and checked nothing again for its age. */
interface SettleInput {
  /** Whether the undecided are checked again once the extract is too old for them. */
  readonly extractAge: true;
}
const TODAYS: SettleInput = { extractAge: true };

/** So many consequences of a kind are named in the journal; all are counted, and each stands with its cause in its own row. */
const NAMED_LIMIT = 100;

const NOTHING: Settled = { rechecked: 0, linked: 0, attributed: 0, accrued: 0, reversed: 0, lapsed: 0, closed: 0 };

/**
 * What follows from new facts and from the clock, in this order; each step is idempotent and names its cause. Nothing to do leaves no entry.
 *
 * Called after an import or its undo, a ruling, a change of attribution or links, on opening, and when the clock passes a limit. Everything rests on
 * what the tables say now and never on what was done before, so that facts taken back take their consequences back.
 */
export function settle(db: WriteDb, moment: Moment, input: SettleInput | null = TODAYS): Settled {
  const { today } = programmeAt(db, moment);
  const place = () => `${lastEntry(db).hash} ${today}`;
  if (settledAt.get(db.connection) === place()) return NOTHING;
  const counts = settleNow(db, moment, input);
  if (counts === NOTHING) settledAt.set(db.connection, place());
  return counts;
}

/**
 * What `look` answers once everything that follows at a moment is done; nothing of that stays. Where the disk has no room for it, the answer is that
 * of the tables as they stand.
 */
export async function asIfSettled<T>(db: WriteDb, moment: Moment, look: () => Promise<T>): Promise<T> {
  const act = { verb: 'workspace.settle', input: TODAYS };
  const follow = (tx: WriteTx) => void followUp(tx, programmeAt(tx, moment), programmeAt(tx, moment).today, TODAYS);
  try {
    return await queued(db, () => rehearse(db, act, moment, follow, look));
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'WORKSPACE_UNUSABLE') return look();
    throw error;
  }
}

function settleNow(db: WriteDb, moment: Moment, input: SettleInput | null): Settled {
  return changeIfAny(db, { verb: 'workspace.settle', input }, moment, (tx) => {
    const edition = programmeAt(tx, moment);
    const followed = followUp(tx, edition, edition.today, input);
    const happened = Object.entries(followed.named).filter(([, some]) => some.length > 0);
    if (happened.length === 0) return NOTHING;
    record(tx, {
      subject: null,
      subjectName: null,
      words: `What followed on ${edition.today}: ${happened.map(([what, some]) => `${what} ${some.length}`).join(', ')}`,
      what: {
        counts: followed.counts,
        followed: Object.fromEntries(
          happened.map(([what, some]) => [what, { count: some.length, named: some.slice(0, NAMED_LIMIT) }]),
        ),
      },
      edition: edition.edition,
    });
    return followed.counts;
  });
}

/**
 * The head of the journal and the day at which there was nothing to do. Every change has an entry, so that while neither has moved there is nothing to
 * look for; forgetting it costs a look and nothing else.
 */
const settledAt = new WeakMap<Connection, string>();

/** The one list of what follows. */
function followUp(
  tx: WriteTx,
  edition: Edition,
  today: IsoDate,
  input: SettleInput | null,
): { counts: Settled; named: Readonly<Record<string, readonly Consequence[]>> } {
  const { rechecked, removed, reopened } = takeBackUnfounded(tx, today);
  if (input?.extractAge) rechecked.push(...recheckAsExtractAged(tx, today));
  // Before the links, because LK3 asks when a protection ended: an extract and the clock give the same whichever is seen first.
  const lapsed = lapseProtections(tx, today);
  const links = linkOpportunities(tx, edition);
  const worked = reopenWorked(tx);
  const followed = closeByOpportunity(tx, today);
  const expired = expireUnworked(tx);
  const attributed = attributeOpportunities(tx, edition, today);
  const earned = accrueEarnings(tx, edition, today);
  const cases = closeCases(tx, today);
  return {
    counts: {
      rechecked: rechecked.length,
      linked: links.filter(({ became }) => became === 'linked').length,
      attributed: attributed.length,
      accrued: earned.reduce((sum, one) => sum + one.accrued, 0),
      reversed: earned.reduce((sum, one) => sum + one.reversed, 0),
      lapsed: lapsed.length,
      closed: followed.length + expired.length + cases.length,
    },
    named: {
      'checked again': rechecked,
      'opened again': [...reopened, ...worked],
      'links changed': [...removed, ...links].map((one) => ({ ...one, record: one.registration })),
      'won or lost': followed,
      'protections lapsed': lapsed,
      expired,
      attributed: attributed.map(ofAttribution),
      'earnings changed': earned.map(ofEarning),
      'cases closed': cases.map(ofCase),
    },
  };
}

/** Checks again, and takes back links and closings that rest on facts which are gone; what is opened again is looked at anew. */
function takeBackUnfounded(
  tx: WriteTx,
  today: IsoDate,
): {
  rechecked: Consequence[];
  removed: LinkChange[];
  reopened: Consequence[];
} {
  const all = { rechecked: recheckAfterExtract(tx, today), removed: removeLinks(tx), reopened: reopenUnlinked(tx) };
  let last: readonly Consequence[] = all.reopened;
  while (last.length > 0) {
    all.rechecked.push(...recheckAfterExtract(tx, today));
    all.removed.push(...removeLinks(tx));
    last = reopenUnlinked(tx);
    all.reopened.push(...last);
  }
  return all;
}

const ofAttribution = ({ opportunity, from, to, because }: AttributionChange): Consequence => ({
  record: opportunity,
  became: from === to ? to : `${to}, was ${from}`,
  because,
});

const ofEarning = ({ opportunity, accrued, reversed, because }: AccrualChange): Consequence => ({
  record: opportunity,
  became: `${accrued} accrued, ${reversed} reversed`,
  because,
});

const ofCase = ({ case: record, number, because }: ClosedCase): Consequence => ({
  record,
  became: `${number} closed`,
  because,
});
