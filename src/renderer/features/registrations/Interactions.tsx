import { Select, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { EvidenceRung } from '../../../contract/programme.ts';
import { useFormat } from '../../format/useFormat.tsx';
import classes from './RegistrationFields.module.css';
import { type Draft, emptyInteraction, type InteractionDraft } from './registrationDraft.ts';

/** What a part of a registration's form is given. */
export type FieldProps = {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** Gets the focus when its dialog opens. */
  autofocus: boolean;
};

/** The interactions with the customer, one below the other: most often one. */
export function Interactions({ draft, onChange, autofocus }: FieldProps) {
  const { today } = useFormat();
  const list = useRef<HTMLDivElement>(null);
  const { interactions } = draft;
  const put = (next: readonly InteractionDraft[]) => onChange({ interactions: next });
  const focusOn = (place: number) =>
    // Once it is drawn.
    void setTimeout(() => list.current?.children[place]?.querySelector<HTMLElement>('input, button')?.focus());
  return (
    <div ref={list} className={classes.interactions}>
      {interactions.map((one, place) => (
        <Interaction
          // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by, and each holds no state of its own.
          key={place}
          one={one}
          number={interactions.length > 1 ? place + 1 : undefined}
          autofocus={autofocus && place === 0}
          onChange={(part) => put(interactions.map((same, at) => (at === place ? { ...same, ...part } : same)))}
          onRemove={() => {
            put(interactions.filter((_, at) => at !== place));
            focusOn(Math.max(0, place - 1));
          }}
        />
      ))}
      <button
        type="button"
        className={classes.more}
        onClick={() => {
          put([...interactions, emptyInteraction(today)]);
          focusOn(interactions.length);
        }}
      >
        Another interaction
      </button>
    </div>
  );
}

type InteractionProps = {
  one: InteractionDraft;
  /** Which of several it is. */
  number: number | undefined;
  autofocus: boolean;
  onChange: (part: Partial<InteractionDraft>) => void;
  onRemove: () => void;
};

function Interaction({ one, number, autofocus, onChange, onRemove }: InteractionProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a layout of its own.
    <div
      role="group"
      aria-label={number === undefined ? 'Interaction' : `Interaction ${number}`}
      className={classes.interaction}
    >
      <Select
        className={classes.span4 ?? ''}
        label="Interaction with the customer"
        data={EvidenceRung.options.map((value) => ({ value, label: value }))}
        value={one.kind}
        allowDeselect={false}
        onChange={(kind) => kind !== null && onChange({ kind: kind as EvidenceRung })}
      />
      <TextInput
        className={classes.span2 ?? ''}
        label="On"
        type="date"
        max="9999-12-31"
        value={one.date}
        onChange={(event) => onChange({ date: event.currentTarget.value })}
      />
      <Textarea
        className={classes.span6 ?? ''}
        label="What happened"
        placeholder="Walked line 3 with the plant manager, measured the takt, agreed on a trial cell."
        autosize
        minRows={2}
        maxRows={6}
        value={one.note}
        {...(autofocus ? { 'data-autofocus': true } : {})}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
      {number !== undefined && (
        <button type="button" className={classes.more} onClick={onRemove}>
          Remove<span className="visually-hidden"> interaction {number}</span>
        </button>
      )}
    </div>
  );
}
