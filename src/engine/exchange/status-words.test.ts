import { describe, expect, test } from 'vitest';
import { type StatusFacts, statusOf, statusOfState, statusOfWord } from './status-words.ts';

const facts = (some: Partial<StatusFacts>): StatusFacts => ({
  ...{ status: null, stage: null, won: null, closed: null, wonOn: null, lostOn: null },
  ...some,
});

describe('what the word of a stage means', () => {
  const WORDS = {
    won: 'Closed Won|closedwon|closed_won|Won|Gewonnen|Gagné|Gagnée|Ganada',
    lost: 'Closed Lost|closedlost|closed_lost|Not Won|Verloren|Perdu|Perdida|Annulé',
    'lost, for it was taken back':
      'Refunded|Refund|Closed Won - Refunded|Chargeback|Charge-back|Cancelled after sale|Storniert|Storno|Rückabgewickelt|Rueckerstattung|Erstattet|Remboursé|Remboursement|Rétrofacturation|Reembolsado|Reembolso|Contracargo|Devolución',
    open: 'Proposal|Refund requested|Non-refundable offer|Windows rollout|Restorno',
  };
  test.each(Object.entries(WORDS))('%s', (status, words) => {
    for (const word of words.split('|')) expect([word, statusOfWord(word)]).toEqual([word, status.split(',')[0]]);
    expect(statusOfWord('Closed')).toBeUndefined();
  });

  test('the numbers by which Dynamics writes a state are shown as what they mean', () => {
    expect(['0', '1', '2', 'Won'].map((word) => statusOfState(word))).toEqual(['open', 'won', 'lost', 'won']);
  });
});

describe('how an opportunity stands', () => {
  test.each<[string, Partial<StatusFacts>, Record<string, string>, string | undefined]>([
    ['a flag decides before the status', { won: true, status: 'Open' }, {}, 'won'],
    ['a sale that was taken back is lost, whatever the flag says', { won: true, stage: 'Refunded' }, {}, 'lost'],
    ['and whatever the state says', { status: 'Won', stage: 'Chargeback' }, {}, 'lost'],
    ['unless a person said otherwise of the word', { stage: 'Refunded' }, { Refunded: 'won' }, 'won'],
    ['a state in figures', { status: '1' }, { 1: 'won' }, 'won'],
    ['a state in figures, as an older mapping remembered it', { status: '1' }, { 0: 'open', 1: 'open' }, 'won'],
    ['what a person said of a state in figures', { status: '1' }, { 1: 'lost' }, 'lost'],
  ])('%s', (_what, some, words, status) => {
    expect(statusOf(facts(some), words)).toBe(status);
  });
});
