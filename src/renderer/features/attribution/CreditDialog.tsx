import { NumberInput, Radio, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Attribution, Origin, Role } from '../../../contract/attribution.ts';
import { client } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { notify, notifyError } from '../../ui/notify.tsx';
import { PartnerChoice } from '../../ui/PartnerChoice.tsx';
import { WordsField } from '../../ui/WordsField.tsx';
import classes from './Credit.module.css';
import {
  type CreditDraft,
  divided,
  draftOf,
  leftBp,
  missingIn,
  type PartDraft,
  rolesOf,
  withOrigin,
  withPart,
} from './creditDraft.ts';
import { ORIGIN_WORDS, ROLE_WORDS } from './creditWords.ts';
import { putBack } from './putBack.ts';

export type CreditDialogProps = { attribution: Attribution; onClose: () => void };

/** Sets who is credited by hand: one origin, and parts that are the whole together. */
export function CreditDialog({ attribution, onClose }: CreditDialogProps) {
  const format = useFormat();
  const [draft, setDraft] = useState(() => draftOf(attribution));
  const { opportunity } = attribution;
  const set = useMutation({
    mutationFn: () =>
      client.attribution.set({
        opportunity: opportunity.id,
        origin: draft.origin,
        roles: rolesOf(draft.parts),
        reason: draft.reason.trim(),
        revision: attribution.revision,
      }),
    onSuccess: (now) => {
      notify({
        message: `The credit of ${opportunity.key} is set: ${now.origin}. What was earned follows it.`,
        tone: 'pass',
        undo: () => void putBack(attribution, now.revision).catch(notifyError),
      });
      onClose();
    },
  });
  return (
    <FormModal
      title={`Who is credited with ${opportunity.name}`}
      opened
      onClose={onClose}
      submitTitle="Set"
      size={720}
      busy={set.isPending}
      error={set.error}
      notReady={missingIn(draft, format.percent)}
      hint="Set by hand, no extract changes it. What was earned by the old shares is taken back by new rows, and earned by the new ones."
      onSubmit={() => set.mutate()}
    >
      <Radio.Group
        label="Origin"
        value={draft.origin}
        onChange={(origin) => setDraft(withOrigin(draft, origin as Origin))}
      >
        <div className={classes.origins}>
          {Origin.options.map((origin) => (
            <Radio
              key={origin}
              size="xs"
              value={origin}
              label={ORIGIN_WORDS[origin].title}
              description={ORIGIN_WORDS[origin].words}
              {...(origin === draft.origin ? { 'data-autofocus': true } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      <Parts draft={draft} onChange={setDraft} />
      <WordsField
        label="Why"
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
        placeholder="Both partners agreed in writing who brings the deal and who delivers it."
      />
    </FormModal>
  );
}

type PartsProps = { draft: CreditDraft; onChange: (draft: CreditDraft) => void };

/** The parts one below the other, and how much of the whole they are. */
function Parts({ draft, onChange }: PartsProps) {
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  const { parts } = draft;
  const put = (next: readonly PartDraft[]) => onChange({ ...draft, parts: next });
  const focusOn = (place: number) =>
    // Once it is drawn.
    void setTimeout(() => list.current?.children[place]?.querySelector<HTMLElement>('input')?.focus());
  if (draft.origin === 'direct') return null;
  const left = leftBp(parts);
  return (
    <>
      <div ref={list} className={classes.parts}>
        {parts.map((part, place) => (
          <Part
            key={part.key}
            part={part}
            number={place + 1}
            onChange={(change) => put(parts.map((one) => (one === part ? { ...one, ...change } : one)))}
            onRemove={
              parts.length === 1
                ? undefined
                : () => {
                    put(parts.filter((one) => one !== part));
                    focusOn(Math.max(0, place - 1));
                  }
            }
          />
        ))}
      </div>
      <div className={classes.under}>
        <button
          type="button"
          className={classes.more}
          onClick={() => {
            onChange(withPart(draft));
            focusOn(parts.length);
          }}
        >
          Another partner
        </button>
        {parts.length > 1 && (
          <button type="button" className={classes.more} onClick={() => put(divided(parts))}>
            Equal shares
          </button>
        )}
        <span className={classes.sum} data-whole={left === 0 || undefined} aria-live="polite">
          {format.percent(10_000 - left)} of {format.percent(10_000)}
        </span>
      </div>
    </>
  );
}

type PartProps = {
  part: PartDraft;
  number: number;
  onChange: (change: Partial<PartDraft>) => void;
  onRemove: (() => void) | undefined;
};

function Part({ part, number, onChange, onRemove }: PartProps) {
  const { group, decimal } = useFormat().separators();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a layout of its own.
    <div role="group" aria-label={`Part ${number}`} className={classes.part}>
      <PartnerChoice label="Partner" partner={part.partner} onChange={(partner) => onChange({ partner })} />
      <Select
        label="Role"
        data={Role.options.map((value) => ({ value, label: ROLE_WORDS[value] }))}
        value={part.role}
        allowDeselect={false}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        onChange={(role) => role !== null && onChange({ role: role as Role })}
      />
      <NumberInput
        label="Share in %"
        value={part.percent}
        min={0}
        max={100}
        decimalScale={2}
        allowNegative={false}
        thousandSeparator={group}
        decimalSeparator={decimal}
        hideControls
        onChange={(percent) => onChange({ percent: typeof percent === 'number' ? percent : '' })}
      />
      {onRemove !== undefined && (
        <button type="button" className={classes.more} onClick={onRemove}>
          Remove<span className="visually-hidden"> part {number}</span>
        </button>
      )}
    </div>
  );
}
