import type { Followed } from '../../../contract/exchange.ts';
import type { Format } from '../../format/useFormat.tsx';

/**
 * What follows from an import, counted: “3 links, 2 wins, 2 accruals of €19,358.02”; nothing where nothing does.
 *
 * @param way what came about, or what went
 */
export function followedInWords(followed: Followed, format: Format, way: 'came' | 'went' = 'came'): string | undefined {
  const moved = (count: number) => Math.max(0, way === 'came' ? count : -count);
  const [links, wins, accruals] = [moved(followed.links), moved(followed.wins), moved(followed.accruals)];
  const sum = followed.amounts.flatMap(({ minor, currency }) => {
    const amount = moved(minor) as typeof minor;
    return amount === 0 ? [] : [format.exactMoney({ minor: amount, currency })];
  });
  const parts = [
    links === 0 ? undefined : format.counted(links, 'link', 'links'),
    wins === 0 ? undefined : format.counted(wins, 'win', 'wins'),
    accruals === 0
      ? undefined
      : `${format.counted(accruals, 'accrual', 'accruals')}${sum.length === 0 ? '' : ` of ${sum.join(' and ')}`}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
