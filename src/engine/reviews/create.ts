import type { Answer, Asked } from '../../contract/handler.ts';
import { notFound, problem, refused } from '../../contract/refusal.ts';
import type { IsoDate, Moment } from '../../contract/units.ts';
import { dayWords, periodOf } from '../insights/rules/periods.ts';
import { change, record } from '../journal/index.ts';
import { nameKey } from '../matching/index.ts';
import { programmeAt } from '../programme/index.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { canonicalJson, sha256 } from '../store/ids.ts';
import type { ReviewFigures } from './figures.ts';
import type { Frozen } from './frozen.ts';
import { gatherFigures, type Question } from './gather.ts';
import { itemOf, reviewRow } from './rows.ts';

type Input = Asked<'reviews', 'create'>;

/**
 * Freezes a review: reads the figures of a day and stores them. One partner's review is stored twice, the second time with
 * figures that hold nobody else.
 *
 * @throws REFUSED when the dates do not fit, or several partners have the name; NOT_FOUND when none has
 */
export function createReview(db: WriteDb, input: Input, moment: Moment): Answer<'reviews', 'create'> {
  return change(db, { verb: 'reviews.create', input }, moment, (tx) => {
    const question = questionOf(tx, input, moment);
    const { internal, partner } = gatherFigures(tx, question, moment);
    const id = tx.newId();
    const title = `${question.partner?.name ?? 'All partners'}, ${periodOf(question.span).title}`;
    tx.run(
      `INSERT INTO reviews (id, title, partner_id, from_on, until_on, as_of_on, deck, partner_deck, head, extracts,
         sourced_minor, currency, created_by, created_at, updated_at, updated_by, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      ...[id, title, question.partner?.id ?? null, input.from, input.until, question.asOf],
      ...[stored(internal), partner === null ? null : stored(partner), internal.head],
      ...[canonicalJson(internal.extracts), internal.sourced.minor, internal.currency],
      ...[moment.actor, moment.at, moment.at, moment.actor],
    );
    record(tx, {
      subject: id,
      subjectName: title,
      words: `Review “${title}” was frozen as of ${dayWords(question.asOf)}`,
      what: {
        from: input.from,
        until: input.until,
        asOf: question.asOf,
        partner: question.partner?.id ?? null,
        sourced: internal.sourced,
        figures: sha256(canonicalJson(internal)),
        partnerFigures: partner === null ? null : sha256(canonicalJson(partner)),
      },
    });
    return itemOf(reviewRow(tx, id));
  });
}

const stored = (figures: ReviewFigures): string => canonicalJson({ figures, notes: {} } satisfies Frozen);

function questionOf(db: ReadDb, { partner, from, until, asOf }: Input, moment: Moment): Question {
  const { today } = programmeAt(db, moment);
  const problems = [];
  if (from > until) {
    problems.push(
      problem(
        'period_backwards',
        `The period ends on ${until}, before it begins on ${from}.`,
        'Turn the dates round.',
        {
          column: 'until',
        },
      ),
    );
  }
  const day: IsoDate = asOf ?? today;
  if (day > today) {
    problems.push(
      problem('as_of_in_future', `${day} is still to come.`, `Choose ${today} or a day before it.`, { column: 'asOf' }),
    );
  }
  if (day < from) {
    problems.push(
      problem('as_of_before_period', `On ${day} the period had not begun.`, `Choose ${from} or a later day.`, {
        column: 'asOf',
      }),
    );
  }
  if (problems.length > 0) throw refused(...problems);
  return {
    partner: partner == null || partner === '' ? null : partnerNamed(db, partner),
    span: { from, until },
    asOf: day,
  };
}

/** The partner a text names: by id, by its key, or by a name that one partner alone has. */
function partnerNamed(db: ReadDb, text: string): { id: string; name: string } {
  type Named = { id: string; key: string; name: string };
  const exact = db.get<Named>('SELECT id, key, name FROM partners WHERE id = ? OR key = ?', text, text);
  if (exact !== undefined) return exact;
  const [first, ...others] = db
    .all<Named>('SELECT id, key, name FROM partners ORDER BY key')
    .filter((one) => nameKey(one.name) === nameKey(text));
  if (first === undefined) throw notFound('partner', text);
  if (others.length > 0) {
    throw refused(
      problem(
        'partner_ambiguous',
        `${others.length + 1} partners are called “${text}”.`,
        `Name one by its key: ${[first, ...others].map(({ key }) => key).join(', ')}.`,
        { column: 'partner' },
      ),
    );
  }
  return first;
}
