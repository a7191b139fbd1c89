import type { ReviewFacts } from '../facts.ts';
import type { Deal } from '../figures.ts';
import { basisOf, tileValue } from './opening.ts';
import { wonOfRegistered } from './sentences.ts';
import { byQuarter, type Draw, ended, figure, isForPartner, sentence, shownOf, voiceOf } from './voice.ts';

const showsPartners = (facts: ReviewFacts) => facts.subject.kind === 'programme';

/** A table of deals; the partner's name stands in it only where the review is of all of them. */
function dealTable(facts: ReviewFacts, title: string, deals: readonly Deal[], when: string, empty: string) {
  const { say } = facts;
  const who = showsPartners(facts);
  return {
    block: 'table' as const,
    title,
    columns: [
      { name: 'Customer', align: 'left' as const },
      { name: who ? 'Partner' : 'Registration', align: 'left' as const },
      { name: 'Family', align: 'left' as const },
      { name: when, align: 'left' as const },
      { name: 'Value', align: 'right' as const },
    ],
    rows: deals.map((deal) => [
      deal.customer,
      who ? deal.partner : deal.number || '–',
      deal.family,
      deal.on === null ? '–' : say.day(deal.on),
      deal.value === null ? '–' : say.money(deal.value),
    ]),
    empty,
  };
}

/** Amounts in several currencies are put in order by what they come to in ours; one without a rate comes last. */
const byValue = ({ won, pipeline, currency }: ReviewFacts): string =>
  [...won.largest, ...pipeline.largest].some((deal) => deal.value !== null && deal.value.currency !== currency)
    ? `, by value in ${currency}`
    : '';

/** How much of the pipeline is expected soon. */
function soonWords({ pipeline: { soon, total }, say }: ReviewFacts): string {
  const by = `expected by the end of ${soon.until}`;
  if (soon.total.minor === 0) return `none of it ${by}`;
  return `${soon.total.minor === total.minor ? 'all' : say.spoken(soon.total)} of it ${by}`;
}

/** What is still open. */
export const pipelineSlide: Draw = (facts) => {
  const { pipeline, crmAsOf, currency, say } = facts;
  const weighted = facts.tiles['weighted pipeline'];
  const overdue = pipeline.byQuarter.find((group) => group.label === 'overdue')?.count ?? 0;
  return {
    id: 'pipeline',
    title:
      pipeline.count === 0
        ? `${voiceOf(facts).Their} pipeline is empty: no sourced deal is open.`
        : `${sentence(say.howMany(pipeline.count, 'open deal'))} ${pipeline.count === 1 ? 'is' : 'are'} worth ${say.spoken(pipeline.total)}, ${soonWords(facts)}.`,
    blocks: [
      {
        ...byQuarter(`Open on ${say.day(facts.asOf)}, by expected close`, pipeline.byQuarter, currency),
        highlight: pipeline.byQuarter.length > 1 ? 1 : null,
      },
      dealTable(facts, `The largest${byValue(facts)}`, pipeline.largest, 'Expected', 'No sourced deal is open.'),
      {
        block: 'figures',
        items: [
          ...(weighted === undefined ? [] : [figure('Weighted', tileValue(weighted, facts), '', basisOf(weighted))]),
          figure(
            'Past their expected close',
            say.count(overdue),
            overdue === 0
              ? ''
              : isForPartner(facts)
                ? 'tell us the new date, or that it is over'
                : 'ask for a new date, or close them',
            `open deals with an expected close before ${say.day(facts.asOf)}, by the extract of ${say.day(crmAsOf)}`,
          ),
          figure(
            'Protections ending within 30 days',
            say.count(pipeline.protectionsEnding),
            '',
            `running protections whose last day is within 30 days of ${say.day(facts.asOf)}`,
          ),
        ],
      },
    ],
    notes: `${overdue === 0 ? 'No expected close has passed.' : `${sentence(say.howMany(overdue, 'deal'))} should have closed already: ask what happened, one by one.`} ${pipeline.protectionsEnding === 0 ? 'No protection ends soon.' : `Protection ends soon for ${say.number(pipeline.protectionsEnding)}: an extension needs new evidence before it does.`} Values are as the CRM has them, converted at the rate of ${say.day(crmAsOf)}.`,
  };
};

/** From registration to won. */
export const conversionSlide: Draw = (facts) => {
  const { funnel, funnelMature, period, tiles, say } = facts;
  const first = funnel[0]?.count ?? 0;
  const last = funnel.at(-1)?.count ?? 0;
  const rates = ['approval rate', 'win rate sourced', 'win rate direct'] as const;
  return {
    id: 'conversion',
    title: wonOfRegistered(say, first, last, !funnelMature, period.title),
    blocks: [
      {
        block: 'bars',
        title: `Registrations received in ${period.title}, as they stood on ${say.day(facts.asOf)}`,
        items: funnel.map(({ stage, count, implied }, place) => {
          const previous = funnel[place - 1]?.count;
          const part =
            previous === undefined || previous < 5
              ? ''
              : `, ${say.rate(Math.round((count * 10_000) / previous))} of the stage before`;
          const unwritten = implied === 0 ? '' : `, ${say.count(implied)} of them not on record`;
          return { name: stage, value: count, words: `${say.count(count)}${part}${unwritten}` };
        }),
      },
      {
        block: 'figures',
        items: rates.flatMap((metric) => {
          const tile = tiles[metric];
          if (tile === undefined) return [];
          const spread =
            tile.interval === null
              ? ''
              : `${say.rate(9_500)} between ${say.rate(tile.interval.lowBp)} and ${say.rate(tile.interval.highBp)}`;
          const words = tile.value.unit === 'none' ? `n = ${say.count(tile.n)}, too few` : spread;
          return [figure(tile.title, tileValue(tile, facts), words, basisOf(tile))];
        }),
      },
    ],
    notes: `The bars follow the registrations received in ${period.title}, whenever they were decided or won; the rates beside them go by the day of the decision or the close, so the two need not agree. ${funnelMature ? 'The quarter is old enough to be read as final.' : 'The quarter is young: read the last bars as “so far”.'}${isForPartner(facts) ? '' : ' A rate of fewer than five is not shown.'}`,
  };
};

/** What was won, and lost. */
export const winsSlide: Draw = (facts) => {
  const { won, period, say } = facts;
  const [top] = won.largest;
  const topWords =
    top === undefined || top.value === null
      ? ''
      : `${won.count === 1 ? ': ' : ', the largest '}${say.spoken(top.value)} at ${top.customer}`;
  return {
    id: 'wins',
    title:
      won.count === 0
        ? `No sourced deal was won in ${period.title}${won.lost === 0 ? '' : `, and ${say.howMany(won.lost, 'deal')} ${won.lost === 1 ? 'was' : 'were'} lost`}.`
        : ended(
            `${sentence(say.howMany(won.count, 'sourced deal'))} ${won.count === 1 ? 'was' : 'were'} won in ${period.title}${topWords}`,
          ),
    blocks: [
      dealTable(
        facts,
        `Won in ${period.title}${shownOf(won.largest.length, won.count, 'largest', say) || ', the largest first'}${byValue(facts)}`,
        won.largest,
        'Closed',
        'Nothing was won.',
      ),
      {
        block: 'figures',
        items: [
          figure('Won', say.count(won.count), '', `sourced deals won, by close date in ${period.title}`),
          figure('Lost', say.count(won.lost), '', `sourced deals lost, by close date in ${period.title}`),
          ...velocityFigure(facts),
        ],
      },
    ],
    notes: `Tell two of them as stories: what the customer needed, and who did what. ${won.lost === 0 ? 'Nothing was lost.' : `${sentence(say.howMany(won.lost, 'deal'))} ${won.lost === 1 ? 'was' : 'were'} lost: ask what would have changed that.`}`,
  };
};

function velocityFigure(facts: ReviewFacts) {
  const tile = facts.tiles.velocity;
  return tile === undefined || tile.value.unit === 'none'
    ? []
    : [figure('Velocity, a day', tileValue(tile, facts), '', basisOf(tile))];
}
