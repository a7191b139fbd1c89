import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import type { PartnerStage } from '../../../contract/partners.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { RowsSkeleton } from '../../ui/Skeletons.tsx';
import { PartnerCard } from './PartnerCard.tsx';
import classes from './Partners.module.css';
import { STAGE_TITLES, STAGES } from './stages.ts';
import { type PartnerFilter, usePartnerPages } from './usePartners.ts';

/** The partners by the stage of their life cycle, in each those that brought most first. Arrows lead from card to card. */
export function Board({ filter }: { filter: PartnerFilter }) {
  const board = useRef<HTMLDivElement>(null);
  // Whether there is any, once for all stages.
  const any = useQuery(orpc.partners.list.queryOptions({ input: { filter, limit: 1 } }));
  if (any.isError) {
    return <ErrorPanel error={any.error} retry={() => void any.refetch()} doing="The partners could not be read" />;
  }
  if (any.data?.total === 0) {
    return <EmptyState title="No partner fits">Empty the search, or choose all tiers and countries above.</EmptyState>;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a layout of its own.
    <div
      ref={board}
      role="group"
      aria-label="Partners by stage"
      className={classes.board}
      onKeyDown={(event) => onBoardKey(event, board.current)}
    >
      {STAGES.map((stage) => (
        <Stage key={stage} stage={stage} filter={filter} />
      ))}
    </div>
  );
}

function Stage({ stage, filter }: { stage: PartnerStage; filter: PartnerFilter }) {
  const format = useFormat();
  const pages = usePartnerPages({ ...filter, stage }, { by: 'wonValue', descending: true });
  const { title, words } = STAGE_TITLES[stage];
  const none = pages.status === 'success' && pages.total === 0;
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

const STEP: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** Moves the focus to the card beside, above or below, over stages without any. */
function onBoardKey(event: KeyboardEvent, board: HTMLElement | null): void {
  const step = STEP[event.key];
  const from = event.target instanceof Element ? event.target.closest('a') : null;
  if (step === undefined || from === null || board === null) return;
  const columns = [...board.querySelectorAll('ul')].map((list) => [...list.querySelectorAll('a')]);
  const column = columns.findIndex((cards) => cards.includes(from));
  const row = columns[column]?.indexOf(from) ?? -1;
  const [across, down] = step;
  const next = columns[column + across];
  const card = next?.[Math.max(0, Math.min(row + down, next.length - 1))];
  if (card === undefined) return;
  event.preventDefault();
  card.focus();
}
