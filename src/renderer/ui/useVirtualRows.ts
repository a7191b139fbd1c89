import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { Pages } from '../client/usePages.ts';

export type VirtualRows = {
  scroller: RefObject<HTMLDivElement | null>;
  rows: VirtualItem[];
  /** Height of all rows together, px. */
  height: number;
  show: (index: number) => void;
  /** For the element of a row that may be higher than the others, marked with its `data-index`. */
  measure: (row: Element | null) => void;
  /** Rows that fit, for paging by key. */
  fitting: () => number;
};

/**
 * The rows in sight of a list that may have 100 000, and the wish for more pages as they come near.
 *
 * Every row has its place from the start, so that the scroll bar tells the truth; those not loaded yet are drawn empty
 * while the pages up to them are fetched.
 */
export function useVirtualRows<Item>(pages: Pages<Item>, rowHeight: number, headPx = 0): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: Math.max(pages.total, pages.items.length),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The rows begin below the head, which keeps its place: without it the last row in sight would be under the edge.
    scrollPaddingEnd: headPx,
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
    measure: virtual.measureElement,
    fitting: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1),
  };
}

/** Scrolls to the chosen row once it is known, and again only when another is chosen: rows that come in don't move the list. */
export function useShowChoice(
  chosen: string | undefined,
  at: number,
  { show, scroller }: Pick<VirtualRows, 'show' | 'scroller'>,
): void {
  const shown = useRef<string>(undefined);
  const choice = useRef({ at, show });
  useEffect(() => {
    choice.current = { at, show };
  });
  useEffect(() => {
    const list = scroller.current;
    if (list === null) return;
    // What a choice opens may take room from the list, and the choice would be out of sight.
    let height = list.clientHeight;
    const observer = new ResizeObserver(() => {
      const { at: row, show: showRow } = choice.current;
      if (list.clientHeight < height && row >= 0) showRow(row);
      height = list.clientHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [scroller]);
  useEffect(() => {
    if (chosen === shown.current || at < 0) return;
    shown.current = chosen;
    show(at);
  });
}
