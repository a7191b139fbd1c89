import type { Tile as TileFigure } from '../../../contract/insights.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Tile } from '../../ui/Tile.tsx';

/** The figure of a tile as read. */
function figureOf({ value }: TileFigure, format: Format): string {
  switch (value.unit) {
    case 'money':
      return format.compactMoney(value.money);
    case 'rate':
      return format.percent(value.bp);
    case 'count':
      return format.count(value.count);
    case 'hours':
      return format.businessLength(value.hours);
    case 'none':
      return '—';
    default:
      return value satisfies never;
  }
}

function notesOf(tile: TileFigure, format: Format): string[] {
  const notes: string[] = [];
  if (tile.value.unit === 'none') notes.push(tile.value.why);
  if (tile.interval !== null) {
    notes.push(
      `With few cases the true rate lies between ${format.percent(tile.interval.lowBp)} and ${format.percent(tile.interval.highBp)} (${format.percent(9_500)} interval).`,
    );
  }
  if (tile.leftOut.length > 0)
    notes.push(`Left out for want of an exchange rate: ${tile.leftOut.map(format.money).join(', ')}.`);
  return notes;
}

export type MetricTileProps = { tile: TileFigure; onOpen: () => void };

/** A metric with its basis one press away and its rows behind it. */
export function MetricTile({ tile, onOpen }: MetricTileProps) {
  const format = useFormat();
  return (
    <Tile
      title={tile.title}
      value={figureOf(tile, format)}
      words={tile.value.unit === 'none' ? tile.value.why : tile.words}
      change={tile.change ?? undefined}
      onOpen={onOpen}
      basis={{
        numerator: tile.numerator,
        denominator: tile.denominator,
        whole: tile.whole,
        n: format.count(tile.n),
        dateBasis: tile.dateBasis,
        countedBy: tile.countedBy,
        currencyBasis: tile.currencyBasis,
        currency: tile.currency,
        asOf: format.date(tile.asOf),
        asOfShort: format.shortDate(tile.asOf),
        notes: notesOf(tile, format),
      }}
    />
  );
}
