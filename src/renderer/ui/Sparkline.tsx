import classes from './Sparkline.module.css';

export type SparklineProps = {
  /** Oldest first; `null` where there is nothing to show. */
  values: readonly (number | null)[];
  /** Read instead of the line: “Won by quarter: 2, 3, 3, 5”. */
  label: string;
  width?: number;
  height?: number;
};

/** A trend the size of a word, from its lowest value to its highest. */
export function Sparkline({ values, label, width = 114, height = 20 }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const y = (value: number) => (span === 0 ? height / 2 : height - 2 - ((value - low) / span) * (height - 4));
  const points = values.flatMap((value, index) =>
    value === null ? [] : [`${(index * step).toFixed(1)},${y(value).toFixed(1)}`],
  );
  return (
    <svg
      className={classes.line}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
    >
      {points.length > 1 && <polyline points={points.join(' ')} />}
    </svg>
  );
}
