import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TodayItem } from '../../../contract/insights.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Agenda.module.css';
import { type Group, keyOf } from './dueItems.ts';

/** What falls due with the end of a day: its minute says nothing. */
const BY_DAY: ReadonlySet<TodayItem['kind']> = new Set(['first meeting', 'protection']);

/** So many of a group before one asks for all. */
export const SHOWN_AT_FIRST = 12;

export type AgendaProps = {
  groups: readonly Group[];
  /** Levels of which all is shown. */
  whole: ReadonlySet<string>;
  onWhole: (level: Group['level']) => void;
  onFocus: (item: TodayItem) => void;
};

/** What is due, in groups by urgency; each item leads to its record. */
export function Agenda({ groups, whole, onWhole, onFocus }: AgendaProps) {
  const format = useFormat();
  return (
    <div className={classes.groups}>
      {groups.map((group) => {
        const shown = whole.has(group.level) ? group.items : group.items.slice(0, SHOWN_AT_FIRST);
        const rest = group.items.length - shown.length;
        return (
          <Panel key={group.level} title={group.title} detail={format.count(group.items.length)} flush>
            <ul aria-label={group.title}>
              {shown.map((item) => (
                <li key={keyOf(item)} className={classes.item}>
                  <ItemLink item={item} format={format} onFocus={() => onFocus(item)} />
                </li>
              ))}
            </ul>
            {rest > 0 && (
              <button type="button" className={classes.more} onClick={() => onWhole(group.level)}>
                {format.count(rest)} more
              </button>
            )}
          </Panel>
        );
      })}
    </div>
  );
}

/** A title whose names are kept apart: letters that run the other way in one of them turn nothing round beside it. */
function Title({ title, names }: Pick<TodayItem, 'title' | 'names'>) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const name of names) {
    const at = title.indexOf(name, from);
    if (at < 0 || name === '') continue;
    parts.push(title.slice(from, at), <bdi key={at}>{name}</bdi>);
    from = at + name.length;
  }
  return [...parts, title.slice(from)];
}

type ItemLinkProps = { item: TodayItem; format: Format; onFocus: () => void };

function ItemLink({ item, format, onFocus }: ItemLinkProps) {
  const body = (
    <>
      <span className={classes.title}>
        <Title title={item.title} names={item.names} />
      </span>
      <span className={classes.words}>{format.words(item.words)}</span>
      {item.dueAt !== null && (
        <span className={classes.due} data-level={item.level}>
          {BY_DAY.has(item.kind) ? format.instantDay(item.dueAt) : format.instant(item.dueAt)}
        </span>
      )}
    </>
  );
  const shared = { className: classes.link ?? '', onFocus };
  return 'case' in item.record ? (
    <Link to="/cases/$id" params={{ id: item.record.case }} {...shared}>
      {body}
    </Link>
  ) : (
    <Link to="/registrations/$id" params={{ id: item.record.registration }} {...shared}>
      {body}
    </Link>
  );
}
