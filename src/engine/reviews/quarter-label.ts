/** “Q3” of “Q3 2026”, with the year where one begins: what stands under a column. */
export const quarterLabel = (title: string): string =>
  title.startsWith('Q1') ? `${title.slice(0, 2)} ${title.slice(-2)}` : title.slice(0, 2);
