import { Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Commitment } from '../../../contract/reviews.ts';
import type { IsoDate, ReviewId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { notify } from '../../ui/notify.tsx';

export type CommitmentDialogProps = { review: ReviewId; editing: Commitment | 'new' | undefined; onClose: () => void };

type Draft = Omit<Commitment, 'id' | 'revision'>;

const DUE_DAYS = 90;

/** A promise: whose, by when, and how it is measured. */
export function CommitmentDialog({ review, editing, onClose }: CommitmentDialogProps) {
  const format = useFormat();
  const blank: Draft = {
    words: '',
    side: 'vendor',
    owner: '',
    dueOn: new Date(Date.parse(format.today) + DUE_DAYS * 86_400_000).toISOString().slice(0, 10) as IsoDate,
    measure: '',
    state: 'open',
  };
  const [draft, setDraft] = useState<Draft>(blank);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new dialog begins with what it was opened on.
  useEffect(() => setDraft(editing === undefined || editing === 'new' ? blank : editing), [editing]);
  const save = useMutation(
    orpc.reviews.commit.mutationOptions({
      onSuccess: () => {
        notify({ message: 'The commitment is kept.', tone: 'pass' });
        onClose();
      },
    }),
  );
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  return (
    <FormModal
      title={editing === 'new' ? 'New commitment' : 'Commitment'}
      opened={editing !== undefined}
      onClose={onClose}
      submitTitle="Keep it"
      busy={save.isPending}
      error={save.error}
      notReady={
        draft.words.trim() === '' ? 'Say what is promised.' : draft.owner.trim() === '' ? 'Say who does it.' : undefined
      }
      onSubmit={() => {
        const { words, side, owner, dueOn, measure, state } = draft;
        const id = editing === undefined || editing === 'new' ? {} : { id: editing.id, revision: editing.revision };
        save.mutate({
          review,
          ...id,
          commitment: { words: words.trim(), side, owner: owner.trim(), dueOn, measure, state },
        });
      }}
    >
      <TextInput
        label="What is promised"
        data-autofocus
        value={draft.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      <Select
        label="Whose promise"
        allowDeselect={false}
        data={[
          { value: 'vendor', label: 'ours' },
          { value: 'partner', label: 'the partner’s' },
        ]}
        value={draft.side}
        onChange={(value) => set({ side: value as Draft['side'] })}
      />
      <TextInput
        label="Who does it"
        value={draft.owner}
        onChange={(event) => set({ owner: event.currentTarget.value })}
      />
      <TextInput
        label="By"
        type="date"
        value={draft.dueOn}
        onChange={(event) => set({ dueOn: event.currentTarget.value as IsoDate })}
      />
      <TextInput
        label="Measured by"
        value={draft.measure}
        onChange={(event) => set({ measure: event.currentTarget.value })}
      />
      <Select
        label="State"
        allowDeselect={false}
        data={['open', 'kept', 'late', 'dropped']}
        value={draft.state}
        onChange={(value) => set({ state: value as Draft['state'] })}
      />
    </FormModal>
  );
}
