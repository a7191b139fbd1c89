import type { ReactNode } from 'react';
import classes from './Chip.module.css';
import type { Tone } from './tone.ts';

export type ChipProps = { tone?: Tone; children: ReactNode; title?: string };

/** A word or short sentence on a tinted ground; the words carry the meaning, the colour repeats it. */
export function Chip({ tone = 'neutral', children, title }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
