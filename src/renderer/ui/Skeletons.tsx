import { Tiles } from './Screen.tsx';
import classes from './Skeletons.module.css';
import { useLate } from './useLate.ts';

export type RowsSkeletonProps = { rows?: number /** Height of a row in px. */; rowHeight?: number; now?: boolean };

/** Lines where rows will be. Nothing for the first 150 ms, unless `now`. */
export function RowsSkeleton({ rows = 12, rowHeight = 32, now = false }: RowsSkeletonProps) {
  const late = useLate(!now);
  if (!late && !now) return null;
  return (
    <div aria-hidden="true" data-loading className={classes.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <div key={row} className={classes.row} style={{ height: rowHeight }}>
          <span className={classes.bar} style={{ width: `${34 - ((row * 7) % 17)}%` }} />
          <span className={classes.bar} style={{ width: `${16 - ((row * 5) % 7)}%` }} />
        </div>
      ))}
    </div>
  );
}

export type PanelSkeletonProps = { lines?: number };

/** A panel whose words are on their way. */
export function PanelSkeleton({ lines = 4 }: PanelSkeletonProps) {
  const late = useLate(true);
  if (!late) return null;
  return (
    <div aria-hidden="true" data-loading className={classes.panel}>
      <span className={classes.bar} style={{ width: '28%' }} />
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <span key={line} className={classes.bar} style={{ width: `${88 - ((line * 13) % 40)}%` }} />
      ))}
    </div>
  );
}

export type TilesSkeletonProps = {
  tiles?: number;
  /** They will say on their face what they are of. */
  basis?: boolean;
};

/** Tiles whose figures are on their way. */
export function TilesSkeleton({ tiles = 5, basis = false }: TilesSkeletonProps) {
  const late = useLate(true);
  return (
    <div aria-hidden="true" data-loading className={classes.late} data-hidden={!late || undefined}>
      <Tiles>
        {Array.from({ length: tiles }, (_, tile) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tiles are all alike and never move.
          <div key={tile} className={classes.tile} data-basis={basis || undefined}>
            <span className={classes.bar} style={{ width: '60%' }} />
            <span className={classes.figure} />
            {basis && <span className={classes.bar} style={{ width: '80%' }} />}
          </div>
        ))}
      </Tiles>
    </div>
  );
}

/** The head of a page on its way: its name, and the line below it. */
export function HeaderSkeleton() {
  const late = useLate(true);
  return (
    <div
      aria-hidden="true"
      data-loading
      className={`${classes.header} ${classes.late}`}
      data-hidden={!late || undefined}
    >
      <span className={classes.figure} style={{ width: '34%' }} />
      <span className={classes.bar} style={{ width: '52%' }} />
    </div>
  );
}

/** A whole page on its way: title, panels. */
export function PageSkeleton() {
  const late = useLate(true);
  if (!late) return null;
  return (
    <div data-loading className={classes.page} role="status" aria-label="Loading">
      <span className={classes.figure} />
      <PanelSkeleton lines={6} />
      <PanelSkeleton lines={3} />
    </div>
  );
}
