import { Children, type ReactNode } from 'react';
import classes from './Screen.module.css';

export type ScreenProps = {
  /** The 316 wide list of a list-and-detail screen: a `ListPane`. */
  list?: ReactNode;
  /** A `DecisionBar`, kept at the bottom of what it decides. */
  bar?: ReactNode;
  children: ReactNode;
  /** The content fills the height and scrolls inside its own parts (a table), instead of as a whole. */
  fill?: boolean;
  /** What the content is about: another is shown from its beginning. */
  contentKey?: string | undefined;
};

/** The place of a screen's parts: list at the left, content, decisions below the content. */
export function Screen({ list, bar, children, fill = false, contentKey }: ScreenProps) {
  return (
    <div className={classes.screen} data-list={list !== undefined || undefined}>
      {list !== undefined && <div className={classes.list}>{list}</div>}
      <div className={classes.detail}>
        {/* Scrollable, so reachable by key. */}
        <div
          key={contentKey}
          className={classes.content}
          data-fill={fill || undefined}
          tabIndex={fill ? undefined : -1}
        >
          {children}
        </div>
        {bar}
      </div>
    </div>
  );
}

export type ColumnsProps = { children: ReactNode; aside: ReactNode };

/** A wide column and a narrow one of 236, one below the other where there is no room. */
export function Columns({ children, aside }: ColumnsProps) {
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>{children}</div>
      <div className={classes.stack}>{aside}</div>
    </div>
  );
}

const FOUR = 4;
const SIX = 6;

export type TilesProps = { children: ReactNode };

/** Tiles in a row of equal widths. */
export function Tiles({ children }: TilesProps) {
  return (
    <div
      className={classes.tiles}
      data-four={Children.count(children) === FOUR || undefined}
      data-many={Children.count(children) > SIX || undefined}
    >
      {children}
    </div>
  );
}
