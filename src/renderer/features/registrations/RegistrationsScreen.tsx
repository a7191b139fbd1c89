import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RegistrationDetail, RegistrationItem } from '../../../contract/registrations.ts';
import type { RegistrationId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar, KeysHint } from '../../ui/DecisionBar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { rowCommands } from '../../ui/useRowKeys.ts';
import { Detail, DetailSkeleton } from './Detail.tsx';
import { AnswerDialog } from './dialogs/AnswerDialog.tsx';
import { ApproveDialog } from './dialogs/ApproveDialog.tsx';
import { CaseDialog } from './dialogs/CaseDialog.tsx';
import type { DialogProps } from './dialogs/dialogProps.ts';
import { MeetingDialog } from './dialogs/MeetingDialog.tsx';
import { NewRegistrationDialog } from './dialogs/NewRegistrationDialog.tsx';
import { RejectDialog } from './dialogs/RejectDialog.tsx';
import { ReturnDialog } from './dialogs/ReturnDialog.tsx';
import { WithdrawDialog } from './dialogs/WithdrawDialog.tsx';
import { QueueList } from './QueueList.tsx';
import { useDecisions } from './useDecisions.ts';
import { queueOf, useQueue, useQueueOfChosen } from './useQueue.ts';
import { type DialogName, useRegistrationCommands } from './useRegistrationCommands.ts';

/** May this be approved? The queue by the clock, and one registration with all that a decision rests on. */
export function RegistrationsScreen() {
  const queue = useQueue();
  const [dialog, setDialog] = useState<DialogName>();
  const grid = useRef<HTMLDivElement>(null);
  // After the dialog has let go of the focus.
  const focusList = () => void setTimeout(() => grid.current?.focus({ preventScroll: true }));
  const decisions = useDecisions(queue, focusList);
  const shown = useQuery(
    orpc.registrations.get.queryOptions({
      input: { registration: queue.chosen as RegistrationId },
      enabled: queue.chosen !== undefined,
    }),
  );
  const detail = shown.data;
  useQueueOfChosen(queue, detail);
  const open = (name: DialogName) => {
    decisions.fromDialog.reset();
    setDialog(name);
  };
  const close = () => {
    setDialog(undefined);
    focusList();
  };
  const follow = (one: RegistrationItem) => queue.showQueue(queueOf(one), one.id);
  const commands = useRegistrationCommands(detail, decisions, open);
  const add: Command = {
    id: 'registrations.new',
    title: 'New registration…',
    keys: ['n'],
    keywords: 'add enter by hand submit file',
    run: () => open('new'),
  };
  const rows = rowCommands('registrations', queue.at, queue.pages.items.length, (index) =>
    queue.select(queue.pages.items[index]?.id),
  );
  useCommands('Registrations', [...commands.all, add, ...rows]);
  const item = queue.pages.items[queue.at];
  return (
    <>
      <Screen
        contentKey={queue.chosen}
        list={<QueueList queue={queue} gridRef={grid} add={add} />}
        bar={
          queue.chosen === undefined ? undefined : (
            <DecisionBar
              commands={commands.bar}
              label={`Decide on ${detail?.customer ?? item?.customer ?? 'the registration'}`}
              hint={
                <KeysHint
                  keys={[
                    { word: 'next', keys: 'j' },
                    { word: 'undo', keys: 'u' },
                    { word: 'keys', keys: '?' },
                  ]}
                />
              }
            />
          )
        }
      >
        <Shown queue={queue} item={item} detail={detail} error={shown.error} retry={shown.refetch} />
      </Screen>
      {dialog === 'new' && (
        <NewRegistrationDialog
          onClose={close}
          onFiled={(filed) => {
            close();
            follow(filed);
          }}
        />
      )}
      {detail !== undefined && (
        <OpenDialog name={dialog} detail={detail} decisions={decisions} onClose={close} onAnswered={follow} />
      )}
    </>
  );
}

type ShownProps = {
  queue: ReturnType<typeof useQueue>;
  item: RegistrationItem | undefined;
  detail: RegistrationDetail | undefined;
  error: unknown;
  retry: () => unknown;
};

function Shown({ queue, item, detail, error, retry }: ShownProps) {
  if (detail !== undefined) return <Detail detail={detail} />;
  if (error !== null) {
    return <ErrorPanel error={error} retry={() => void retry()} doing="The registration could not be shown" />;
  }
  if (queue.chosen === undefined) {
    const { status, stale } = queue.pages;
    if (status === 'error') return null;
    return status === 'success' && !stale ? (
      <EmptyState title="No registration to show">
        What is chosen in the list is shown here, with everything a decision rests on.
      </EmptyState>
    ) : (
      <DetailSkeleton item={undefined} />
    );
  }
  return <DetailSkeleton item={item} />;
}

type OpenDialogProps = DialogProps & { name: DialogName | undefined; onAnswered: (one: RegistrationItem) => void };

function OpenDialog({ name, onAnswered, ...props }: OpenDialogProps) {
  switch (name) {
    case 'approve':
      return <ApproveDialog {...props} />;
    case 'return':
      return <ReturnDialog {...props} />;
    case 'reject':
      return <RejectDialog {...props} />;
    case 'case':
      return <CaseDialog {...props} />;
    case 'withdraw':
      return <WithdrawDialog {...props} />;
    case 'meeting':
      return <MeetingDialog {...props} />;
    case 'answer':
      return <AnswerDialog {...props} onAnswered={onAnswered} />;
    default:
      return null;
  }
}
