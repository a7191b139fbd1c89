import { MetricId, type Tile } from '../../contract/insights.ts';
import { unreachable } from '../../contract/units.ts';
import { METRICS } from './metrics.ts';
import type { Picture } from './picture.ts';
import { changeWords, hoursChangeWords, pointsWords } from './words.ts';

/** Every tile of a period, compared with the period before. */
export const tilesOf = (now: Picture, before: Picture): Tile[] =>
  MetricId.options.map((metric) => tileOf(metric, now, before));

/** One tile of a period, compared with the period before. */
export function tileOf(metric: MetricId, now: Picture, before: Picture): Tile {
  const { title, measure } = METRICS[metric];
  const { tile } = measure(now);
  // An open pipeline is what it is today: of the period before there is none to compare it with.
  const comparable = metric !== 'weighted pipeline' && metric !== 'velocity';
  const change = comparable ? changeOf(tile.value, measure(before).tile.value, now, before) : null;
  return { metric, title, ...tile, change };
}

/** “+12 % on Q2 2026”; `null` where either cannot be said. A period that is not over says so: it is compared with a whole one. */
function changeOf(now: Tile['value'], before: Tile['value'], { scope }: Picture, earlier: Picture): string | null {
  const difference = differenceOf(now, before);
  if (difference === null) return null;
  const running = scope.period.until > scope.asOf ? ', not over yet' : '';
  return `${difference} on ${earlier.scope.period.title}${running}`;
}

function differenceOf(now: Tile['value'], before: Tile['value']): string | null {
  switch (now.unit) {
    case 'none':
      return null;
    case 'money':
      return before.unit === 'money' ? changeWords(now.money.minor, before.money.minor) : null;
    case 'count':
      return before.unit === 'count' ? changeWords(now.count, before.count) : null;
    case 'rate':
      return before.unit === 'rate' ? pointsWords(now.bp, before.bp) : null;
    case 'hours':
      return before.unit === 'hours' ? hoursChangeWords(now.hours, before.hours) : null;
    default:
      return unreachable(now);
  }
}
