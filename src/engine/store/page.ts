const CURSOR = 'from-';

/** How many rows a list skips: what its cursor says, in the form that the contract asks for. */
export const offsetOf = (cursor: string | undefined): number =>
  cursor === undefined ? 0 : Number(cursor.slice(CURSOR.length));

/** The cursor of the next page; `null` at the end. */
export const nextCursor = (offset: number, given: number, total: number): string | null =>
  offset + given < total ? `${CURSOR}${offset + given}` : null;

/** A page of a list from its items, where it starts, and how many there are in all. */
export const pageOf = <Item>(items: Item[], offset: number, total: number) => ({
  items,
  total,
  next: nextCursor(offset, items.length, total),
});

/** A text made safe inside a LIKE pattern (ESCAPE '\'). */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`);

/** The conditions of a list, gathered one filter after the other. */
export function conditions() {
  const parts: string[] = [];
  const params: (string | number)[] = [];
  return {
    /** Adds a condition with its values; none when `values` holds undefined, so that an absent filter filters nothing. */
    and(condition: string, ...values: (string | number | undefined)[]) {
      if (values.some((value) => value === undefined)) return;
      parts.push(condition);
      for (const value of values) if (value !== undefined) params.push(value);
    },
    /** For a WHERE; true of everything while there is none. */
    get sql(): string {
      return parts.length === 0 ? '1' : parts.join(' AND ');
    },
    get params(): readonly (string | number)[] {
      return params;
    },
    get none(): boolean {
      return parts.length === 0;
    },
  };
}
