import { useState } from 'react';
import { client } from '../../../client/client.ts';
import { FormModal } from '../../../ui/FormModal.tsx';
import { WordsField } from '../../../ui/WordsField.tsx';
import type { DialogProps } from './dialogProps.ts';

/** The partner takes its registration back. */
export function WithdrawDialog({ detail, decisions, onClose }: DialogProps) {
  const [reason, setReason] = useState('');
  const { fromDialog } = decisions;
  return (
    <FormModal
      title={`Withdraw ${detail.customer}`}
      opened
      onClose={onClose}
      submitTitle="Withdraw"
      busy={fromDialog.isPending}
      error={fromDialog.error}
      hint={
        detail.protection?.state === 'running'
          ? `${detail.blind === null ? detail.partnerName : 'The claimant'} takes it back, and its protection ends today.`
          : `${detail.blind === null ? detail.partnerName : 'The claimant'} takes it back. Nothing is held against it.`
      }
      onSubmit={() =>
        fromDialog.mutate(
          {
            of: detail,
            call: () =>
              client.registrations.withdraw({
                registration: detail.id,
                revision: detail.revision,
                reason: reason.trim(),
              }),
            said: `${detail.customer} withdrawn.`,
            undo: 'the withdrawal',
            stays: detail.state === 'approved',
          },
          { onSuccess: onClose },
        )
      }
    >
      <WordsField
        label="What the partner said"
        first
        value={reason}
        onChange={setReason}
        placeholder="The customer has put the project off to next year."
      />
    </FormModal>
  );
}
