import { Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDetail, Claim, ClaimLabel } from '../../../contract/conflicts.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { WordsField } from '../../ui/WordsField.tsx';
import type { CaseDialogProps } from './CaseDialogs.tsx';
import { claimantName } from './caseWords.ts';
import { useKept } from './useKept.ts';
import { useTakeBack } from './useTakeBack.ts';

/** While names are hidden, our own team is known by what it brought. */
const choiceWords = (claim: Claim): string =>
  claim.revealed === null && claim.kind === 'direct opportunity'
    ? `claimant ${claim.label}, our own team`
    : claimantName(claim, claim.label);

/** The letter that the answer has and the case before did not. */
const enteredIn = (after: CaseDetail, before: CaseDetail) => {
  const known = new Set(before.list.flatMap(({ preferences }) => preferences.map(({ id }) => id)));
  return after.list.flatMap(({ preferences }) => preferences).find(({ id }) => !known.has(id));
};

/** A letter as it is being entered. */
type Draft = { claim: ClaimLabel | undefined; date: string; writtenBy: string; note: string };

function lacks({ claim, date, writtenBy, note }: Draft, today: string): string | undefined {
  if (claim === undefined) return 'Say whom the customer prefers.';
  if (date === '' || date > today) return 'Give the date the letter bears.';
  if (writtenBy.trim() === '') return 'Say who of the customer wrote it.';
  return note.trim() === '' ? 'Quote the words that say so.' : undefined;
}

/** Enters what the customer wrote in favour of one claim. */
export function PreferenceDialog({ detail, onClose }: CaseDialogProps) {
  const format = useFormat();
  const [draft, setDraft] = useState<Draft>({ claim: undefined, date: format.today, writtenBy: '', note: '' });
  const kept = useKept(onClose);
  const takeBack = useTakeBack();
  const enter = useMutation(
    orpc.conflicts.recordPreference.mutationOptions({
      onSuccess: (entered, { claim }) => {
        const letter = enteredIn(entered, detail);
        kept(entered, {
          said: `${entered.number}: the customer’s letter for claimant ${claim} is entered.`,
          ...(letter === undefined
            ? {}
            : { undo: () => takeBack.mutate({ case: entered.id, preference: letter.id }), undoOf: letter.id }),
        });
      },
    }),
  );
  const { claim, date, writtenBy, note } = draft;
  return (
    <FormModal
      title={`A letter of the customer in ${detail.number}`}
      opened
      onClose={onClose}
      submitTitle="Enter the letter"
      busy={enter.isPending}
      error={enter.error}
      notReady={lacks(draft, format.today)}
      hint={`Where the customer prefers exactly one claim in writing, the policy’s first clause follows it. ${
        detail.blind
          ? 'Names of the claimants in the words are hidden until the scores are sealed.'
          : 'The time line will say that the letter came after the seal.'
      }`}
      onSubmit={() =>
        claim !== undefined &&
        enter.mutate({
          case: detail.id,
          revision: detail.revision,
          claim,
          date: date as IsoDate,
          writtenBy: writtenBy.trim(),
          note: note.trim(),
        })
      }
    >
      <Fields claims={detail.list} today={format.today} draft={draft} onChange={setDraft} />
    </FormModal>
  );
}

type FieldsProps = {
  claims: readonly Claim[];
  today: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
};

function Fields({ claims, today, draft, onChange }: FieldsProps) {
  return (
    <>
      <Select
        label="Whom the customer prefers"
        data={claims.map((one) => ({ value: one.label, label: choiceWords(one) }))}
        value={draft.claim ?? null}
        allowDeselect={false}
        data-autofocus
        onChange={(value) => value !== null && onChange({ ...draft, claim: value as ClaimLabel })}
      />
      <TextInput
        label="Date of the letter"
        type="date"
        max={today}
        value={draft.date}
        onChange={(event) => onChange({ ...draft, date: event.currentTarget.value })}
      />
      <TextInput
        label="Who of the customer wrote it"
        value={draft.writtenBy}
        onChange={(event) => onChange({ ...draft, writtenBy: event.currentTarget.value })}
        placeholder="Jana Novak, head of purchasing"
      />
      <WordsField
        label="The words that say so"
        lines={3}
        value={draft.note}
        onChange={(words) => onChange({ ...draft, note: words })}
        placeholder="We would like to carry on with the team that surveyed our line in May."
      />
    </>
  );
}
