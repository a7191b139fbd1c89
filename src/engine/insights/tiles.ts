import { MetricId, type Tile } from '../../contract/insights.ts';
import { unreachable } from '../../contract/units.ts';
import type { About, Basis, ComparedFigures, TileFigures } from './measured.ts';
import { METRICS } from './metrics.ts';
import type { Picture } from './picture.ts';
import { periodOf } from './rules/periods.ts';
import { type Difference, growth, lengthening, rise, type Say } from './words.ts';

/** Every tile of a period, compared with the period before. */
export const tilesOf = (now: Picture, before: Picture, say: Say): Tile[] =>
  MetricId.options.map((metric) => {
    const { figures, why, words } = METRICS[metric].measure(now);
    const { value, n, asOf, interval, leftOut } = figures;
    return {
      metric,
      value: value.unit === 'none' ? { unit: 'none', why } : value,
      words: words(say),
      n,
      asOf,
      interval,
      leftOut: [...leftOut],
      ...tileWords(metric, compared(metric, figures, before), aboutOf(now, before), say),
    };
  });

/** The figures of one metric in a period, compared with the period before. */
export const figuresOf = (metric: MetricId, now: Picture, before: Picture): ComparedFigures =>
  compared(metric, METRICS[metric].measure(now).figures, before);

function compared(metric: MetricId, figures: TileFigures, before: Picture): ComparedFigures {
  // An open pipeline is what it is today: of the period before there is none to compare it with.
  if (metric === 'weighted pipeline' || metric === 'velocity') return { ...figures, difference: null };
  return { ...figures, difference: differenceOf(figures.value, METRICS[metric].measure(before).figures.value) };
}

const aboutOf = ({ scope }: Picture, before: Picture): About => ({
  period: scope.period,
  before: before.scope.period,
  crmAsOf: scope.asOf,
  currency: scope.rates.currency,
});

/** What is said of figures: their title, what they rest on, how they changed. */
export const tileWords = (
  metric: MetricId,
  figures: ComparedFigures,
  about: About,
  say: Say,
): Basis & Pick<Tile, 'title' | 'change'> => ({
  title: METRICS[metric].title,
  ...METRICS[metric].basis(figures, about, say),
  change: changeOf(figures.difference, about, say),
});

/** “+12 % on Q2 2026”; `null` where nothing can be compared. A period that is not over says so: it is compared with a whole one. */
function changeOf(difference: Difference | null, { period, before, crmAsOf }: About, say: Say): string | null {
  if (difference === null) return null;
  const running = period.until > crmAsOf ? ', not over yet' : '';
  return `${say.difference(difference)} on ${periodOf(before, say.day).title}${running}`;
}

type Value = TileFigures['value'];

function differenceOf(now: Value, before: Value): Difference | null {
  switch (now.unit) {
    case 'none':
      return null;
    case 'money':
      return before.unit === 'money' ? growth(now.money.minor, before.money.minor) : null;
    case 'count':
      return before.unit === 'count' ? growth(now.count, before.count) : null;
    case 'rate':
      return before.unit === 'rate' ? rise(now.bp, before.bp) : null;
    case 'hours':
      return before.unit === 'hours' ? lengthening(now.hours, before.hours) : null;
    default:
      return unreachable(now);
  }
}
