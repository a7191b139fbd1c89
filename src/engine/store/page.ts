/** How many rows a list skips: what its cursor says. Opaque to callers. */
export const offsetOf = (cursor: string | undefined): number => {
  const offset = cursor === undefined ? 0 : Number.parseInt(cursor, 36);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0;
};

/** The cursor of the next page; `null` at the end. */
export const nextCursor = (offset: number, given: number, total: number): string | null =>
  offset + given < total ? (offset + given).toString(36) : null;

/** A page of a list from its items, where it starts, and how many there are in all. */
export const pageOf = <Item>(items: Item[], offset: number, total: number) => ({
  items,
  total,
  next: nextCursor(offset, items.length, total),
});

/** A text made safe inside a LIKE pattern (ESCAPE '\'). */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`);
