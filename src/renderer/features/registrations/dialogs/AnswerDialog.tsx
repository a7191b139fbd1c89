import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Customer } from '../../../../contract/matching.ts';
import type { RegistrationItem } from '../../../../contract/registrations.ts';
import { client } from '../../../client/client.ts';
import { useWorkspace } from '../../../client/useWorkspace.ts';
import { withoutTurns } from '../../../format/turns.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { instantAt, localOf } from '../localInstant.ts';
import { RegistrationFields } from '../RegistrationFields.tsx';
import {
  broughtOf,
  type Draft,
  draftOf,
  type FieldName,
  fieldsAsked,
  GROUPS,
  unfinished,
} from '../registrationDraft.ts';
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
      <Missing detail={detail} />
      <Asked draft={draft} asked={asked} all={all} onAll={() => setAll(true)} onChange={change} />
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

function Missing({ detail }: { detail: DialogProps['detail'] }) {
  const missing = detail.decision?.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <div className={classes.asked}>
      {detail.state === 'in case' ? 'All claimants were asked for' : 'It was returned for'}
      <ul>
        {missing.map((one) => (
          <li key={one}>{withoutTurns(one)}</li>
        ))}
      </ul>
    </div>
  );
}

type AskedProps = {
  draft: Draft;
  asked: readonly FieldName[];
  all: boolean;
  onAll: () => void;
  onChange: (part: Partial<Draft>) => void;
};

/** The fields that were asked for, or all of them. */
function Asked({ draft, asked, all, onAll, onChange }: AskedProps) {
  const place = useRef<HTMLDivElement>(null);
  const showAll = () => {
    onAll();
    // The button is gone then, and the focus with it.
    setTimeout(() => place.current?.querySelector('input')?.focus());
  };
  const first = asked[0] ?? 'customer';
  return (
    <div ref={place} className={classes.groups}>
      {all ? (
        GROUPS.map(({ title, fields }) => (
          <RegistrationFields
            key={title}
            title={title}
            draft={draft}
            fields={fields}
            first={first}
            onChange={onChange}
          />
        ))
      ) : (
        <>
          <RegistrationFields draft={draft} fields={asked} first={first} onChange={onChange} />
          <button type="button" className={classes.more} onClick={showAll}>
            Other fields
          </button>
        </>
      )}
    </div>
  );
}

/** What is masked is not offered to be changed: an answer would put the mask in the place of the partner’s own words. */
function unmasked({ blind, input }: DialogProps['detail']): DialogProps['detail']['input'] {
  if (blind === null) return input;
  const own = (text: string | null | undefined) => (text?.includes('[claimant]') === true ? null : text);
  const { contact, customer, designCustomer, need, purchasingCustomer, site } = input;
  const ownOf = (one: Customer): Customer => ({
    ...(Object.fromEntries(Object.entries(one).map(([key, text]) => [key, own(text)])) as Partial<Customer>),
    name: one.name,
  });
  return {
    ...input,
    customer: ownOf(customer),
    designCustomer: designCustomer == null ? null : ownOf(designCustomer),
    purchasingCustomer: purchasingCustomer == null ? null : ownOf(purchasingCustomer),
    need: own(need),
    site: own(site),
    contact: { name: own(contact.name), title: own(contact.title), email: own(contact.email) },
  };
}
