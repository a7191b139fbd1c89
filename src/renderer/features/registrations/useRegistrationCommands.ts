import { useNavigate } from '@tanstack/react-router';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { approvalOf } from './approval.ts';
import { failed } from './findings.ts';
import { isUnanswered, unansweredOf } from './unanswered.ts';
import type { Decisions } from './useDecisions.ts';

export type DialogName = 'approve' | 'return' | 'reject' | 'case' | 'withdraw' | 'meeting' | 'answer' | 'new';

type Allowed = RegistrationDetail['allowed'][number];

/** Why something can’t be done with it, by what state it is in. */
function whyNot(detail: RegistrationDetail | undefined): string {
  if (detail === undefined) return 'Choose a registration first.';
  switch (detail.state) {
    case 'in case':
      return `It is in case ${detail.case?.number ?? ''}: the ruling decides it.`;
    case 'returned':
      return 'It is with the partner: the answer comes first.';
    case 'submitted':
      return 'It waits for its decision.';
    default:
      return `It is ${detail.state} already.`;
  }
}

/** What may be done with the shown registration: all of it for keys and palette, and what stands in the bar. */
export function useRegistrationCommands(
  detail: RegistrationDetail | undefined,
  decisions: Decisions,
  open: (dialog: DialogName) => void,
): { all: Command[]; bar: Command[] } {
  const format = useFormat();
  const navigate = useNavigate();
  const may = (what: Allowed) => detail?.allowed.includes(what) === true;
  const command = (id: string, title: string, key: string, when: boolean, run: () => void): Command => ({
    id: `registrations.${id}`,
    title,
    keys: [key],
    when,
    whyNot: whyNot(detail),
    run,
  });
  const approve = command('approve', 'Approve', 'a', may('approve') && !decisions.atOnce.isPending, () => {
    if (detail === undefined) return;
    if (failed(detail.findings).length > 0) open('approve');
    else decisions.atOnce.mutate(approvalOf(detail, format));
  });
  const back = command('return', 'Return', 'r', may('return'), () => open('return'));
  const reject = command('reject', 'Reject', 'x', may('reject'), () => open('reject'));
  const hasRival = (detail?.competing.length ?? 0) > 0;
  const openCase: Command = {
    ...command('openCase', 'Open a case', 'c', may('openCase') && hasRival, () => open('case')),
    whyNot: may('openCase') ? 'Nobody else claims this customer and family.' : whyNot(detail),
  };
  const unanswered: Command = {
    ...command('rejectUnanswered', 'Reject as incomplete', 'i', may('reject') && isUnanswered(detail), () => {
      if (detail !== undefined) decisions.atOnce.mutate(unansweredOf(detail, format));
    }),
    whyNot: detail?.state === 'returned' ? 'The partner still has time to answer.' : whyNot(detail),
  };
  const withdraw = command('withdraw', 'Withdraw', 'w', may('withdraw'), () => open('withdraw'));
  const answer = command('answer', 'Enter the answer', 'e', may('answer'), () => open('answer'));
  const meeting = command('meeting', 'Record the meeting', 'm', detail?.state === 'approved', () => open('meeting'));
  const undo = command('undo', 'Take back', 'shift+u', may('undo'), () => {
    if (detail !== undefined) decisions.undo({ of: detail, undo: 'the last decision' });
  });
  const toCase: Command = {
    ...command('toCase', 'Go to the case', 'o', detail?.case != null, () => {
      if (detail?.case != null) void navigate({ to: '/cases/$id', params: { id: detail.case.id } });
    }),
    whyNot: 'It is in no case.',
  };
  const all = [approve, back, reject, unanswered, openCase, answer, meeting, withdraw, toCase, undo];
  return {
    all,
    bar: barOf(detail, { approve, back, reject, unanswered, openCase, withdraw, answer, meeting, undo, toCase }),
  };
}

type Named = Record<
  'approve' | 'back' | 'reject' | 'unanswered' | 'openCase' | 'withdraw' | 'answer' | 'meeting' | 'undo' | 'toCase',
  Command
>;

function barOf(detail: RegistrationDetail | undefined, of: Named): Command[] {
  const first = (command: Command): Command => ({ ...command, primary: true });
  const undo = of.undo.when === true ? [of.undo] : [];
  switch (detail?.state) {
    case 'returned':
      return [first(of.answer), of.unanswered.when === true ? of.unanswered : of.reject, of.withdraw];
    case 'in case':
      return [
        first(of.toCase),
        ...(of.answer.when === true ? [of.answer] : []),
        ...(of.withdraw.when === true ? [of.withdraw] : []),
      ];
    case 'approved':
      return [first(of.meeting), ...(of.openCase.when === true ? [of.openCase] : []), of.withdraw, ...undo];
    case 'rejected':
    case 'withdrawn':
    case 'closed':
      return undo;
    default:
      // Four at most stand beside the keys; the fifth is in palette and keys all the same.
      return [first(of.approve), of.back, of.reject, of.openCase.when === true ? of.openCase : of.withdraw];
  }
}
