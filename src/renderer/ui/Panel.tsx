import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

export type PanelProps = {
  title?: ReactNode;
  /** Dim words or a chip at the right of the title. */
  detail?: ReactNode;
  children: ReactNode;
  /** The content reaches the edges: tables. */
  flush?: boolean;
  /** Takes the height that is left, and scrolls inside. */
  grow?: boolean;
  /** A line of this colour along the top, as claimants have. */
  edge?: 'claim-a' | 'claim-b' | 'claim-c' | undefined;
};

/** A titled part of a screen, drawn with a hairline. */
export function Panel({ title, detail, children, flush = false, grow = false, edge }: PanelProps) {
  const titleId = useId();
  return (
    <section
      className={classes.panel}
      data-flush={flush || undefined}
      data-grow={grow || undefined}
      data-edge={edge}
      aria-labelledby={title === undefined ? undefined : titleId}
    >
      {(title !== undefined || detail !== undefined) && (
        <div className={classes.head}>
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          {detail !== undefined && <div className={classes.detail}>{detail}</div>}
        </div>
      )}
      <div className={classes.body}>{children}</div>
    </section>
  );
}
