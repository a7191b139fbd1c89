import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import type { NewWorkspace } from '../../contract/shell.ts';
import { shell } from '../client/client.ts';
import { userLocale } from '../format/useFormat.tsx';
import { useCommands } from '../ui/commands/useCommands.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import classes from './CreateWorkspace.module.css';
import { closeOverlay, useOverlay } from './overlays.ts';
import { countries, currencies, likelyIn, likelyPlace, timeZones, weekdays } from './places.ts';

/** The form in a dialog, for when a workspace is open already. */
export function CreateOverlay() {
  const opened = useOverlay() === 'create';
  return (
    <Modal opened={opened} onClose={closeOverlay} title="New workspace" size={460}>
      {opened && <InDialog />}
    </Modal>
  );
}

function InDialog() {
  useCommands('New workspace', [], 'dialog');
  return <CreateWorkspace onDone={closeOverlay} />;
}

const firstOf = (locale: string): NewWorkspace => ({
  name: '',
  ...likelyPlace(locale),
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
});

/** Why the form can't be sent yet, in words. */
function whyNot({ name, workingHours }: NewWorkspace): string | undefined {
  if (name.trim() === '') return 'Give it a name, such as your company’s.';
  if (workingHours.days.length === 0) return 'Choose at least one working day.';
  if (workingHours.from >= workingHours.until) return 'The working day must end after it begins.';
  return undefined;
}

/** Makes a workspace: name, money, clock and calendar. The file's place is asked for by the system's own dialog. */
export function CreateWorkspace({ onDone }: { onDone?: () => void }) {
  const locale = userLocale();
  const [draft, setDraft] = useState(() => firstOf(locale));
  const [tried, setTried] = useState(false);
  const whyId = useId();
  const create = useMutation({
    mutationFn: (input: NewWorkspace) => shell.createWorkspace(input),
    onSuccess: (created) => created && onDone?.(),
  });
  const problem = whyNot(draft);
  const set = (change: Partial<NewWorkspace>) => setDraft({ ...draft, ...change });
  const lists = useMemo(
    () => ({ countries: countries(locale), currencies: currencies(locale), timeZones: timeZones() }),
    [locale],
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problem === undefined) create.mutate(draft);
      }}
    >
      <TextInput
        data-autofocus
        label="Name"
        placeholder="Northwind Robotics"
        maxLength={120}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <Choose
          label="Country"
          hint="whose holidays count"
          data={lists.countries}
          value={draft.country}
          onChange={(country) => set(likelyIn(country, draft.timeZone))}
        />
        <Choose
          label="Currency"
          hint="of totals and limits"
          data={lists.currencies}
          value={draft.currency}
          onChange={(currency) => set({ currency })}
        />
      </div>
      <Choose
        label="Time zone"
        hint="in which days begin and end"
        data={lists.timeZones}
        value={draft.timeZone}
        onChange={(timeZone) => set({ timeZone })}
      />
      <WorkingHours value={draft.workingHours} locale={locale} onChange={(workingHours) => set({ workingHours })} />
      {create.error !== null && <ErrorPanel error={create.error} />}
      <div className={classes.send}>
        <span id={whyId} className={classes.why} role={tried ? 'alert' : undefined}>
          {tried ? problem : undefined}
        </span>
        <Button type="submit" variant="filled" loading={create.isPending} aria-describedby={whyId}>
          Create the workspace…
        </Button>
      </div>
    </form>
  );
}

type ChooseProps = {
  label: string;
  hint: string;
  data: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
};

function Choose({ label, hint, data, value, onChange }: ChooseProps) {
  return (
    <Select
      label={label}
      description={hint}
      data={data}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      allowDeselect={false}
      searchable
      limit={80}
      nothingFoundMessage="None is called so"
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

type Hours = NewWorkspace['workingHours'];

function WorkingHours({ value, locale, onChange }: { value: Hours; locale: string; onChange: (hours: Hours) => void }) {
  const toggle = (day: number) =>
    onChange({
      ...value,
      days: value.days.includes(day)
        ? value.days.filter((other) => other !== day)
        : [...value.days, day].sort((a, b) => a - b),
    });
  return (
    <fieldset className={classes.hours}>
      <legend>Working hours</legend>
      <p className={classes.hint}>Every service level is counted in this time.</p>
      <div className={classes.days}>
        {weekdays(locale).map(({ day, name, short }) => (
          <button
            key={day}
            type="button"
            className={classes.day}
            aria-pressed={value.days.includes(day)}
            aria-label={name}
            onClick={() => toggle(day)}
          >
            {short}
          </button>
        ))}
        <TextInput
          type="time"
          aria-label="Working day begins"
          value={value.from}
          onChange={(event) => onChange({ ...value, from: event.currentTarget.value })}
        />
        <span aria-hidden="true">–</span>
        <TextInput
          type="time"
          aria-label="Working day ends"
          value={value.until}
          onChange={(event) => onChange({ ...value, until: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
