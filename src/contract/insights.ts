import { z } from 'zod';
import { Cursor, question, SearchText } from './procedure.ts';
import {
  AskedDay,
  BusinessHours,
  CaseId,
  Currency,
  EpochMs,
  IsoDate,
  Money,
  PartnerId,
  RegistrationId,
} from './units.ts';

/** A locale `Intl` knows, by which numbers, money and dates in sentences are written: `de-CH`. */
export const Locale = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}, 'This is not a locale. Write one such as en-GB or de-CH.');

/** What an insight is about: a period by date, both days included, and which part of the ecosystem. */
export const InsightFilter = z.object({
  from: AskedDay.optional(),
  until: AskedDay.optional(),
  partner: PartnerId.optional(),
  family: z.string().optional(),
  region: z.string().optional(),
});
export type InsightFilter = z.infer<typeof InsightFilter>;

export const MetricId = z.enum([
  'sourced revenue',
  'sourced share',
  'win rate sourced',
  'win rate direct',
  'time to decide',
  'approval rate',
  'conflict rate',
  'registered',
  'approved',
  'won',
  'weighted pipeline',
  'velocity',
]);
export type MetricId = z.infer<typeof MetricId>;

/** A figure with everything needed to trust or dispute it. */
export const Tile = z.object({
  metric: MetricId,
  title: z.string(),
  /** `null` when nothing can be said; `words` says why. */
  value: z.discriminatedUnion('unit', [
    z.object({ unit: z.literal('money'), money: Money }),
    z.object({ unit: z.literal('rate'), bp: z.int() }),
    z.object({ unit: z.literal('count'), count: z.int() }),
    z.object({ unit: z.literal('hours'), hours: BusinessHours }),
    z.object({ unit: z.literal('none'), why: z.string() }),
  ]),
  /** The line under the figure: “direct 29 %”, “p90 19 h”. */
  words: z.string(),
  numerator: z.string(),
  denominator: z.string(),
  /** The denominator of a share; of what is none, what it is instead: “a sum”. `denominator` says both in a sentence. */
  whole: z.object({ isShare: z.boolean(), words: z.string() }),
  n: z.int(),
  dateBasis: z.string(),
  /** The date its records are counted by; open deals are those of the extract’s day. `dateBasis` says from when to when. */
  countedBy: z.enum(['close date', 'decision date', 'receipt date', 'open']),
  currencyBasis: z.string(),
  /** `null` where no amounts are in it. `currencyBasis` says how others are converted. */
  currency: Currency.nullable(),
  asOf: IsoDate,
  /** 95 % interval of a rate, in basis points, shown when n is small. */
  interval: z.object({ lowBp: z.int(), highBp: z.int() }).nullable(),
  /** Amounts left out for want of an exchange rate. */
  leftOut: z.array(Money),
  change: z.string().nullable(),
});
export type Tile = z.infer<typeof Tile>;

export const SeriesId = z.enum([
  'registered',
  'approved',
  'won sourced',
  'won direct',
  'sourced revenue',
  'direct revenue',
]);
export type SeriesId = z.infer<typeof SeriesId>;

export const InsightRow = z.object({
  kind: z.enum(['registration', 'opportunity', 'case']),
  id: z.string(),
  label: z.string(),
  customer: z.string(),
  partnerName: z.string().nullable(),
  on: IsoDate,
  value: Money.nullable(),
  state: z.string(),
});
export type InsightRow = z.infer<typeof InsightRow>;

/** Something that needs a person now. */
export const TodayItem = z.object({
  kind: z.enum(['decide', 'case', 'protection', 'answer', 'provisional', 'appeal', 'link', 'first meeting']),
  title: z.string(),
  /** What in the title somebody else wrote, in its order: customer, partner, opportunity. */
  names: z.array(z.string()),
  words: z.string(),
  level: z.enum(['calm', 'due', 'overdue']),
  dueAt: EpochMs.nullable(),
  record: z.union([z.object({ registration: RegistrationId }), z.object({ case: CaseId })]),
});
export type TodayItem = z.infer<typeof TodayItem>;

export const insightsContract = {
  summary: question(
    'Tiles, the funnel and the partners of a period (the calendar quarter of the extract’s date when none is given).',
  )
    .input(z.object({ filter: InsightFilter.prefault({}), locale: Locale.optional() }).prefault({}))
    .output(
      z.object({
        period: z.object({ from: IsoDate, until: IsoDate, title: z.string() }),
        asOf: IsoDate,
        tiles: z.array(Tile),
        funnel: z.array(
          z.object({
            stage: z.string(),
            count: z.int(),
            ofPreviousBp: z.int().nullable(),
            words: z.string(),
            /** How many are counted because of a later stage, without this one on record. */
            implied: z.int(),
          }),
        ),
        /** Whether the cohort is old enough to be read as final. */
        funnelMature: z.boolean(),
        partners: z.array(
          z.object({
            partner: PartnerId,
            name: z.string(),
            registered: z.int(),
            approved: z.int(),
            won: z.int(),
            sourced: Money,
            winRateBp: z.int().nullable(),
            closed: z.int(),
            trend: z.array(z.int()),
            decidedIn: BusinessHours.nullable(),
          }),
        ),
        filters: z.object({
          partners: z.array(z.object({ id: PartnerId, name: z.string() })),
          families: z.array(z.string()),
          regions: z.array(z.string()),
          quarters: z.array(z.string()),
        }),
      }),
    ),
  series: question(
    'Figures by month: counts, and values in major units of the programme’s currency; with the date each series goes by. The twelve months up to the one of the newest extract where no period is asked for.',
  )
    .input(z.object({ series: z.array(SeriesId).min(1), filter: InsightFilter.prefault({}) }))
    .output(
      z.object({
        asOf: IsoDate,
        months: z.array(z.object({ month: z.string(), values: z.record(SeriesId, z.number().optional()) })),
        currency: z.string(),
        dateBasis: z.record(SeriesId, z.string().optional()),
      }),
    ),
  rows: question(
    'The very records behind a tile’s numerator, or behind what a share is of (its denominator), a funnel stage or a month of a series, the latest first. Values in minor units of their currency. REFUSED when the month, the stage or the denominator of what is no share is asked for.',
  )
    .input(
      z.object({
        of: z.union([
          z.object({ metric: MetricId, part: z.enum(['numerator', 'denominator']).default('numerator') }),
          z.object({ series: SeriesId, month: z.string() }),
          z.object({ stage: z.string() }),
        ]),
        filter: InsightFilter.prefault({}),
        limit: z.int().min(1).max(1_000).default(200),
        cursor: Cursor.optional(),
      }),
    )
    .output(z.object({ title: z.string(), items: z.array(InsightRow), total: z.int(), next: z.string().nullable() })),
  today: question('What needs somebody now, most urgent first, and the next step when nothing does.').output(
    z.object({
      items: z.array(TodayItem),
      total: z.int(),
      counts: z.record(TodayItem.shape.kind, z.int().optional()),
      /** Registrations to decide that are not listed yet: they are due after the end of this day. */
      later: z.object({ decide: z.int(), after: IsoDate }),
      nextStep: z.object({ words: z.string(), command: z.string() }),
    }),
  ),
  find: question(
    'Customers, partners, registrations, cases and opportunities by the beginning of a word, for the command palette.',
  )
    .input(z.object({ text: SearchText.min(1), limit: z.int().min(1).max(50).default(12) }))
    .output(
      z.array(
        z.object({
          kind: z.enum(['registration', 'account', 'partner', 'case', 'opportunity']),
          id: z.string(),
          title: z.string(),
          words: z.string(),
        }),
      ),
    ),
};
