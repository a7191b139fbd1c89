import { describe, expect, test } from 'vitest';
import { on } from '../../../../test/support/sample-programme.ts';
import type { Finding, FindingResult } from '../../../contract/registrations.ts';
import { type ApprovalFacts, approvalOutcome, recheckedApproval } from './approval.ts';
import { highestRung, RUNGS, rungNamed } from './evidence-ladder.ts';

const found = (rule: string, result: FindingResult): Finding => ({
  rule,
  result,
  group: rule.startsWith('NN') ? 'net-new' : 'criteria',
  title: 'Title',
  words: 'Words.',
  evidence: [],
  asOf: null,
});
const facts = (changes: Partial<ApprovalFacts>): ApprovalFacts => ({
  findings: [found('NN1', 'pass'), found('CR1', 'pass')],
  extractAsOf: on('2026-05-30'),
  receivedOn: on('2026-06-01'),
  approvedOn: on('2026-06-02'),
  staleAfterDays: 14,
  ...changes,
});

describe('AO1: what an approval would be', () => {
  test.each([
    { provisional: false, when: 'all is known', changes: {} },
    { provisional: true, when: 'a net-new test cannot tell', changes: { findings: [found('NN3', 'cannot tell')] } },
    { provisional: false, when: 'a criterion cannot tell', changes: { findings: [found('CR7', 'cannot tell')] } },
    { provisional: true, when: 'the extract is stale', changes: { approvedOn: on('2026-06-14') } },
    { provisional: false, when: 'the extract is as old as it may be', changes: { approvedOn: on('2026-06-13') } },
    { provisional: true, when: 'there is no extract', changes: { extractAsOf: null } },
  ])('AO1: provisional is $provisional when $when', ({ provisional, changes }) => {
    const outcome = approvalOutcome(facts(changes));
    expect(outcome.provisional).toBe(provisional);
    expect(outcome.provisionalWhy === null).toBe(!provisional);
  });

  test('AO1: what fails must be overridden', () => {
    expect(
      approvalOutcome(facts({ findings: [found('CR7', 'fail'), found('NN1', 'pass')] })).toOverride.map(
        (one) => one.rule,
      ),
    ).toEqual(['CR7']);
  });

  test('AO2: at the next extract it is confirmed, stays provisional, or is in question', () => {
    expect(recheckedApproval(facts({})).state).toBe('confirmed');
    expect(recheckedApproval(facts({ findings: [found('NN3', 'cannot tell')] })).state).toBe('provisional');
    expect(recheckedApproval(facts({ findings: [found('NN1', 'fail'), found('NN3', 'cannot tell')] })).state).toBe(
      'in question',
    );
  });
});

describe('the evidence ladder', () => {
  test('has eight rungs and counts the highest one reached', () => {
    expect(RUNGS).toHaveLength(8);
    expect(highestRung([])).toBe(0);
    expect(highestRung([{ kind: 'in evaluation' }, { kind: 'interest shown' }])).toBe(4);
    expect(highestRung([{ kind: 'order or SOW signed' }])).toBe(8);
  });

  test.each([
    ['Demo or Proof of Concept', 'demo or proof of concept'],
    ['Conducted POC / Demo', 'demo or proof of concept'],
    ['SOW Signed', 'order or SOW signed'],
    ['Initialized discussions with customer', 'initial discussion'],
    ['Lunch', null],
  ])('“%s” is the rung %s', (text, rung) => {
    expect(rungNamed(text)).toBe(rung);
  });
});
