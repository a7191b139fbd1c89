import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { Pages } from '../client/usePages.ts';

export type VirtualRows = {
  scroller: RefObject<HTMLDivElement | null>;
  rows: VirtualItem[];
  /** Height of all rows together, px. */
  height: number;
  show: (index: number) => void;
  /** Rows that fit, for paging by key. */
  fitting: () => number;
};

/**
 * The rows in sight of a list that may have 100 000, and the wish for more pages as they come near.
 *
 * Every row has its place from the start, so that the scroll bar tells the truth; those not loaded yet are drawn empty
 * while the pages up to them are fetched.
 */
export function useVirtualRows<Item>(pages: Pages<Item>, rowHeight: number): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: Math.max(pages.total, pages.items.length),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  const lastInSight = rows[rows.length - 1]?.index ?? 0;
  const { loadMore } = pages;
  useEffect(() => {
    if (pages.more && lastInSight >= pages.items.length - 40) loadMore();
  }, [pages.more, pages.items.length, lastInSight, loadMore]);
  return {
    scroller,
    rows,
    height: virtual.getTotalSize(),
    show: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    fitting: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1),
  };
}

/** Scrolls to the chosen row once it is known, and again only when another is chosen: rows that come in don't move the list. */
export function useShowChoice(chosen: string | undefined, at: number, show: (index: number) => void): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (chosen === shown.current || at < 0) return;
    shown.current = chosen;
    show(at);
  });
}
