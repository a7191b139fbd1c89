import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { TodayItem } from '../../../contract/insights.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Command, currentScopes, runCommand } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FilterBar, Segments } from '../../ui/FilterBar.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Columns, Screen } from '../../ui/Screen.tsx';
import { PanelSkeleton } from '../../ui/Skeletons.tsx';
import { rowCommands } from '../../ui/useRowKeys.ts';
import classes from './Agenda.module.css';
import { Agenda, SHOWN_AT_FIRST } from './Agenda.tsx';
import { CommitmentsPanel } from './CommitmentsPanel.tsx';
import { groupsOf, KINDS, type Kind } from './dueItems.ts';

const KIND_NAMES = KINDS.map(({ kind }) => kind) as [Kind, ...Kind[]];
const Filters = z.object({ kind: z.enum(KIND_NAMES).optional() });

/** What needs me now? */
export function TodayScreen() {
  const format = useFormat();
  const navigate = useNavigate();
  const [{ kind }, setFilters] = useUrlState(Filters);
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(-1);
  // The clocks run on while nobody changes anything.
  const today = useQuery(orpc.insights.today.queryOptions({ refetchInterval: 60_000 }));
  const items = (today.data?.items ?? []).filter((item) => kind === undefined || item.kind === kind);
  const groups = groupsOf(items);
  const shown = groups.flatMap((group) =>
    whole.has(group.level) ? group.items : group.items.slice(0, SHOWN_AT_FIRST),
  );
  const open = (item: TodayItem | undefined) => {
    if (item === undefined) return;
    if ('case' in item.record) void navigate({ to: '/cases/$id', params: { id: item.record.case } });
    else void navigate({ to: '/registrations/$id', params: { id: item.record.registration } });
  };
  const move = (place: number) => {
    setAt(place);
    list.current?.querySelectorAll('a')[place]?.focus();
  };
  const enter: Command = {
    id: 'today.open',
    title: 'Open',
    keys: ['enter'],
    when: shown.length > 0,
    run: () => open(shown[Math.max(0, at)]),
  };
  useCommands('Today', [enter, ...rowCommands('today', at, shown.length, move)]);
  return (
    <Screen>
      <PageHeader
        title="Today"
        chips={today.data !== undefined && <Urgency items={today.data.items} />}
        detail={format.date(format.today)}
      >
        {today.data !== undefined && today.data.total > 0 ? 'What needs somebody now, the most urgent first.' : null}
      </PageHeader>
      {today.isError && (
        <ErrorPanel error={today.error} retry={() => void today.refetch()} doing="What is due could not be read" />
      )}
      {today.data !== undefined && today.data.total > 0 && (
        <FilterBar label="Kinds">
          <Segments
            label="Kind"
            value={kind ?? 'all'}
            segments={[
              { value: 'all' as const, title: 'All', count: format.count(today.data.total) },
              ...KINDS.flatMap((one) => {
                const count = today.data.counts[one.kind] ?? 0;
                if (count === 0 && one.kind !== kind) return [];
                return [{ value: one.kind, title: one.title, count: format.count(count) }];
              }),
            ]}
            onChange={(value) => {
              setAt(-1);
              setFilters({ kind: value === 'all' ? undefined : value });
            }}
          />
        </FilterBar>
      )}
      <Columns aside={<CommitmentsPanel />}>
        {today.data === undefined && !today.isError && <PanelSkeleton lines={9} />}
        {today.data !== undefined && items.length === 0 && (
          <Nothing next={today.data.nextStep} narrowed={kind !== undefined && today.data.total > 0} />
        )}
        <div ref={list}>
          <Agenda
            groups={groups}
            whole={whole}
            onWhole={(level) => setWhole(new Set([...whole, level]))}
            onFocus={(item) => setAt(shown.indexOf(item))}
          />
        </div>
        {today.data !== undefined && items.length > 0 && (kind === undefined || kind === 'decide') && (
          <Later later={today.data.later} />
        )}
      </Columns>
    </Screen>
  );
}

/** What the list of registrations counts too and nobody needs today. */
function Later({ later: { decide, after } }: { later: { decide: number; after: string } }) {
  const format = useFormat();
  if (decide === 0) return null;
  return (
    <p className={classes.later}>
      and{' '}
      <Link to="/registrations" search={{ queue: 'toDecide' } as never}>
        {format.count(decide)} more to decide
      </Link>
      , due after {format.date(after as IsoDate)}
    </p>
  );
}

function Urgency({ items }: { items: readonly TodayItem[] }) {
  const count = (level: TodayItem['level']) => items.filter((item) => item.level === level).length;
  const [overdue, due] = [count('overdue'), count('due')];
  return (
    <>
      {overdue > 0 && <Chip tone="fail">{overdue} overdue</Chip>}
      {due > 0 && <Chip tone="due">{due} due soon</Chip>}
    </>
  );
}

type NothingProps = { next: { words: string; command: string }; narrowed: boolean };

/** Nothing is due: says so, and offers the next step by its own command. */
function Nothing({ next, narrowed }: NothingProps) {
  if (narrowed) {
    return (
      <EmptyState compact title="Nothing of this kind is due">
        “All” shows what else there is.
      </EmptyState>
    );
  }
  const command = currentScopes()
    .flatMap((scope) => scope.commands)
    .find((one) => one.id === next.command);
  return (
    <EmptyState
      title="Nothing is due."
      commands={command === undefined ? [] : [{ ...command, run: () => void runCommand(next.command) }]}
    >
      {next.words.replace(/^Nothing is due\. /, '')}
    </EmptyState>
  );
}
