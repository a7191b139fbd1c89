import type { ReactNode } from 'react';
import classes from './DefinitionList.module.css';

export type Definition = { term: string; value: ReactNode /** A dim second line under the value. */; note?: ReactNode };

export type DefinitionListProps = {
  items: readonly Definition[] /** Values start at the left, for long ones. */;
  loose?: boolean;
};

/** Terms and values: “Protected until … 9 Jan 2027”. */
export function DefinitionList({ items, loose = false }: DefinitionListProps) {
  return (
    <dl className={classes.list} data-loose={loose || undefined}>
      {items.map((item) => (
        <div key={item.term} className={classes.row}>
          <dt className={classes.term}>{item.term}</dt>
          <dd className={classes.value}>
            <bdi>{item.value}</bdi>
            {item.note !== undefined && <div className={classes.note}>{item.note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
