import { expect, test } from 'vitest';
import type { Followed } from '../../../contract/exchange.ts';
import type { Format } from '../../format/useFormat.tsx';
import { followedInWords } from './followedWords.ts';

const format = {
  counted: (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`,
  exactMoney: ({ minor }: { minor: number }) => `€${minor / 100}`,
} as unknown as Format;
const followed = (links: number, wins: number, accruals: number, minor: number) =>
  ({ links, wins, accruals, amounts: minor === 0 ? [] : [{ minor, currency: 'EUR' }] }) as unknown as Followed;

test('what follows from an import is counted, and what goes with its undo', () => {
  expect(followedInWords(followed(3, 2, 2, 1_935_802), format)).toBe('3 links, 2 wins, 2 accruals of €19358.02');
  expect(followedInWords(followed(-1, 0, -1, -500), format, 'went')).toBe('1 link, 1 accrual of €5');
  expect(followedInWords(followed(-1, 0, 0, 0), format)).toBeUndefined();
});
