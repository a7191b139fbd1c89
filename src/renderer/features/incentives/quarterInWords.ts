/** `2026-Q3` as read: “Q3 2026”. */
export function quarterInWords(quarter: string): string {
  const [year, number] = quarter.split('-');
  return number === undefined ? quarter : `${number} ${year}`;
}
