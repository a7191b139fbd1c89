import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RegistrationItem } from '../../../../contract/registrations.ts';
import { client } from '../../../client/client.ts';
import { useWorkspace } from '../../../client/useWorkspace.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { instantAt, localOf } from '../localInstant.ts';
import { RegistrationFields } from '../RegistrationFields.tsx';
import { broughtOf, type Draft, draftOf, fieldsAsked, GROUPS, unfinished } from '../registrationDraft.ts';
import classes from './Dialogs.module.css';
import type { DialogProps } from './dialogProps.ts';

export type AnswerDialogProps = DialogProps & {
  /** It is to be decided again. */
  onAnswered: (answered: RegistrationItem) => void;
};

/** Enters what the partner answered: the fields that were missing, and any other. */
export function AnswerDialog({ detail, decisions, onClose, onAnswered }: AnswerDialogProps) {
  const format = useFormat();
  const currency = useWorkspace()?.currency ?? 'EUR';
  const [before] = useState(() => draftOf(unmasked(detail), currency, format.today));
  const [draft, setDraft] = useState(before);
  // A case asks for proof; the rest of the form is one step away.
  const missing = detail.decision?.missing ?? [];
  const [asked] = useState(() =>
    detail.state === 'in case' ? (['evidence'] as const) : fieldsAsked({ ...detail, missing }),
  );
  const [all, setAll] = useState(asked.length === 0);
  const fields = useRef<HTMLDivElement>(null);
  const showAll = () => {
    setAll(true);
    // The button is gone then, and the focus with it.
    setTimeout(() => fields.current?.querySelector('input')?.focus());
  };
  const change = (part: Partial<Draft>) => setDraft((was) => ({ ...was, ...part }));
  const [arrived] = useState(() => localOf(format.now, format.timeZone));
  const [answered, setAnswered] = useState(arrived);
  const { fromDialog } = decisions;
  const brought = broughtOf(draft, before);
  const answeredAt = answered === arrived ? undefined : instantAt(answered, format.timeZone);
  const notReady =
    unfinished(draft, format.today) ??
    (answered === '' ? 'Say when it reached you.' : undefined) ??
    (Object.keys(brought).length === 0 ? 'Fill in what the partner sent.' : undefined);
  return (
    <FormModal
      title={detail.blind === null ? `The answer of ${detail.partnerName}` : `The answer to ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle="Enter the answer"
      size={all ? 760 : 560}
      busy={fromDialog.isPending}
      error={fromDialog.error}
      notReady={notReady}
      hint={
        detail.state === 'in case'
          ? 'The clock of the case goes on with the last answer. In a case an answer isn’t taken back.'
          : 'The clock goes on from when it reached you, and all checks are made again.'
      }
      onSubmit={() =>
        fromDialog.mutate(
          {
            of: detail,
            call: () =>
              client.registrations.answer({
                registration: detail.id,
                revision: detail.revision,
                brought,
                ...(answeredAt === undefined ? {} : { answeredAt }),
              }),
            said:
              detail.state === 'in case'
                ? `${detail.customer}: the answer is entered.`
                : `${detail.customer}: the answer is entered, the clock goes on.`,
            // In a case the clock of the others goes on with it.
            undo: detail.state === 'in case' ? undefined : 'the answer',
            stays: true,
            after: onAnswered,
          },
          { onSuccess: onClose },
        )
      }
    >
      {missing.length > 0 && (
        <div className={classes.asked}>
          {detail.state === 'in case' ? 'All claimants were asked for' : 'It was returned for'}
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      <div ref={fields} className={classes.groups}>
        {all ? (
          GROUPS.map(({ title, fields: own }) => (
            <RegistrationFields
              key={title}
              title={title}
              draft={draft}
              fields={own}
              first={asked[0] ?? 'customer'}
              onChange={change}
            />
          ))
        ) : (
          <RegistrationFields draft={draft} fields={asked} first={asked[0]} onChange={change} />
        )}
      </div>
      {!all && (
        <button type="button" className={classes.more} onClick={showAll}>
          Other fields
        </button>
      )}
      <TextInput
        label="Reached us"
        type="datetime-local"
        max={arrived}
        value={answered}
        onChange={(event) => setAnswered(event.currentTarget.value)}
      />
    </FormModal>
  );
}

/** What is masked is not offered to be changed: an answer would put the mask in the place of the partner’s own words. */
function unmasked({ blind, input }: DialogProps['detail']): DialogProps['detail']['input'] {
  if (blind === null) return input;
  const own = (text: string | null | undefined) => (text?.includes('[claimant]') === true ? null : text);
  const { contact, need, site } = input;
  return {
    ...input,
    need: own(need),
    site: own(site),
    contact: { name: own(contact.name), title: own(contact.title), email: own(contact.email) },
  };
}
