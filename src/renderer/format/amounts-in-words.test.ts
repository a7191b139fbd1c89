import { expect, test } from 'vitest';
import { amountsInWords } from './money.ts';

test.each([
  { engine: '20 % of EUR 64,000.00 = EUR 12,800.00.', shown: '20 % of €64,000.00 = €12,800.00.' },
  {
    engine: 'EUR 150,800.00 reaches the minimum of EUR 5,000.00.',
    shown: '€150,800.00 reaches the minimum of €5,000.00.',
  },
  { engine: 'It takes back EUR −600.50', shown: 'It takes back -€600.50' },
  { engine: 'JPY 1,200 is below', shown: '¥1,200 is below' },
  { engine: 'as somebody wrote it: EUR 5, about EUR 1200.00', shown: 'as somebody wrote it: EUR 5, about EUR 1200.00' },
  { engine: 'ABC 12.00 is a product', shown: 'ABC 12.00 is a product' },
])('“$engine” is shown as “$shown”', ({ engine, shown }) => {
  expect(amountsInWords(engine, 'en-US')).toBe(shown);
});
