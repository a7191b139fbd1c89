import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { type RefObject, useRef } from 'react';
import type { PartnerStage } from '../../../contract/partners.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { RowsSkeleton } from '../../ui/Skeletons.tsx';
import { rowMoves } from '../../ui/useRowKeys.ts';
import { PartnerCard } from './PartnerCard.tsx';
import classes from './Partners.module.css';
import { STAGE_TITLES, STAGES } from './stages.ts';
import { type PartnerFilter, usePartnerPages } from './usePartners.ts';

/** The partners by the stage of their life cycle, in each those that brought most first. */
export function Board({ filter }: { filter: PartnerFilter }) {
  const board = useRef<HTMLDivElement>(null);
  useCommands('Partners by stage', cardCommands(board));
  // How many each has, first and all at once: one without any is narrow, and none changes its width when it is read.
  const counts = useQueries({
    queries: STAGES.map((stage) =>
      orpc.partners.list.queryOptions({
        input: { filter: { ...filter, stage }, limit: 1 },
        placeholderData: keepPreviousData,
      }),
    ),
  });
  const failed = counts.find(({ isError }) => isError);
  if (failed !== undefined) {
    const retry = () => counts.forEach(({ refetch }) => void refetch());
    return <ErrorPanel error={failed.error} retry={retry} doing="The partners could not be read" />;
  }
  if (counts.some(({ isPending }) => isPending)) return <RowsSkeleton rows={4} rowHeight={80} />;
  if (counts.every(({ data }) => data?.total === 0)) {
    return <EmptyState title="No partner fits">Empty the search, or choose all tiers and countries above.</EmptyState>;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a layout of its own.
    <div ref={board} role="group" aria-label="Partners by stage" className={classes.board}>
      {STAGES.map((stage, at) => (
        <Stage key={stage} stage={stage} filter={filter} none={counts[at]?.data?.total === 0} />
      ))}
    </div>
  );
}

type StageProps = { stage: PartnerStage; filter: PartnerFilter; none: boolean };

function Stage({ stage, filter, none }: StageProps) {
  const format = useFormat();
  const pages = usePartnerPages({ ...filter, stage }, { by: 'wonValue', descending: true });
  const { title, words } = STAGE_TITLES[stage];
  return (
    <section className={classes.stage} data-none={none || undefined} aria-label={`${title}: ${words}`}>
      <div className={classes.head}>
        <h2 className={classes.title} title={title}>
          {title}
        </h2>
        {pages.status === 'success' && <span className={classes.count}>{format.count(pages.total)}</span>}
        <span className={classes.words}>{words}</span>
      </div>
      {pages.status === 'error' && (
        <ErrorPanel error={pages.error} retry={pages.retry} doing="This stage could not be read" />
      )}
      {pages.status === 'pending' && <RowsSkeleton rows={4} rowHeight={80} />}
      {pages.items.length > 0 && (
        <ul className={classes.cards} aria-label={title} data-stage={stage}>
          {pages.items.map((partner) => (
            <PartnerCard key={partner.id} partner={partner} />
          ))}
          {pages.more && (
            <li>
              <button type="button" className={classes.more} onClick={pages.loadMore}>
                Show the other {format.count(pages.total - pages.items.length)}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** The focus goes from card to card, over stages without any; from anywhere else on the screen to the first one. */
function cardCommands(board: RefObject<HTMLElement | null>): Command[] {
  const move = (across: number, down: number) => {
    const columns = [...(board.current?.querySelectorAll('ul') ?? [])].map((list) => [...list.querySelectorAll('a')]);
    const focused = document.activeElement;
    const from = columns.findIndex((cards) => cards.some((card) => card === focused));
    const row = focused instanceof HTMLAnchorElement ? (columns[from]?.indexOf(focused) ?? -1) : -1;
    const next = columns[from < 0 ? 0 : from + across];
    const card = next?.[Math.max(0, Math.min(row + down, next.length - 1))];
    card?.focus();
  };
  const moves = { repeats: true, hidden: true };
  return [
    ...rowMoves('partners', (by) => move(0, by)),
    { id: 'partners.nextStage', title: 'Next stage', keys: ['arrowright'], run: () => move(1, 0), ...moves },
    { id: 'partners.previousStage', title: 'Previous stage', keys: ['arrowleft'], run: () => move(-1, 0), ...moves },
  ];
}
