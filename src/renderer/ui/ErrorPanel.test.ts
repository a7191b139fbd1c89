import { ORPCError } from '@orpc/client';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FormatProvider } from '../format/useFormat.tsx';
import { ErrorPanel } from './ErrorPanel.tsx';

test('a sentence of the engine stands in the reader’s numbers, money and dates', () => {
  const refused = new ORPCError('REFUSED', {
    defined: true,
    data: {
      problems: [
        { code: 'a', message: 'On 2025-12-01 it was 12.5 % of EUR 64,000.00.', todo: 'Choose 2025-12-02 or later.' },
        { code: 'b', message: 'The period ends on 2025-11-30.', todo: 'Choose a later day.' },
      ],
    },
  });
  const basis = { locale: 'de-DE', timeZone: 'Europe/Berlin', today: '2026-10-12', now: 0 } as never;
  const panel = createElement(ErrorPanel, { error: refused });
  const page = createElement(FormatProvider, { basis } as never, panel);
  const html = renderToStaticMarkup(page).replaceAll('\u00a0', ' ');
  for (const words of ['1. Dez. 2025', '12,5 % of 64.000,00 €', '2. Dez. 2025', '30. Nov. 2025'])
    expect(html).toContain(words);
});
