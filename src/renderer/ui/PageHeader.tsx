import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';

export type PageHeaderProps = {
  title: ReactNode;
  /** Chips beside the title: state, clock, filters of the page. */
  chips?: ReactNode;
  /** Dim words at the right: number, when received. */
  detail?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  /** A second line of secondary words. */
  children?: ReactNode;
};

/** The name of the page (its `h1`), what state it is in, and what may be done with the whole of it. */
export function PageHeader({ title, chips, detail, actions, children }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <h1 className={classes.title}>
          <bdi>{title}</bdi>
        </h1>
        {chips !== undefined && <div className={classes.chips}>{chips}</div>}
        <div className={classes.space} />
        {detail !== undefined && <div className={classes.detail}>{detail}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children !== undefined && <div className={classes.second}>{children}</div>}
    </header>
  );
}
