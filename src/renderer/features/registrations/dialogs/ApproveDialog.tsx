import { useState } from 'react';
import { client } from '../../../client/client.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { WordsField } from '../../../ui/WordsField.tsx';
import { approvalOf } from '../approval.ts';
import { failed, numberWord } from '../findings.ts';
import classes from './Dialogs.module.css';
import type { DialogProps } from './dialogProps.ts';

/** Asks why a registration is approved although a check fails. */
export function ApproveDialog({ detail, decisions, onClose }: DialogProps) {
  const format = useFormat();
  const [reason, setReason] = useState('');
  const failing = failed(detail.findings);
  const { fromDialog } = decisions;
  const override = reason.trim();
  return (
    <FormModal
      title={`Approve ${detail.customer} all the same?`}
      opened
      onClose={onClose}
      submitTitle="Approve"
      busy={fromDialog.isPending}
      error={fromDialog.error}
      notReady={override === '' ? 'Say why, for whoever reads the journal.' : undefined}
      onSubmit={() =>
        fromDialog.mutate(
          {
            ...approvalOf(detail, format),
            call: () => client.registrations.approve({ registration: detail.id, revision: detail.revision, override }),
          },
          { onSuccess: onClose },
        )
      }
    >
      <div>
        <p>{failing.length === 1 ? 'One check fails:' : `These ${numberWord(failing.length)} checks fail:`}</p>
        <ul className={classes.failing}>
          {failing.map((one) => (
            <li key={one.rule}>
              <strong>{one.title}.</strong> {format.words(one.words)}
            </li>
          ))}
        </ul>
      </div>
      <WordsField
        label="Why it is approved all the same"
        first
        value={reason}
        onChange={setReason}
        placeholder="The open opportunity is for another plant; agreed with the direct team on the phone."
      />
    </FormModal>
  );
}
