import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { KeyCap } from '../ui/KeyCap.tsx';
import { closeOverlay, useOverlay } from './overlays.ts';
import classes from './Palette.module.css';
import { type PaletteEntry, usePaletteEntries } from './usePaletteEntries.ts';

/** Search and commands: what one types finds records of the workspace and everything that can be done here. */
export function Palette() {
  const opened = useOverlay() === 'palette';
  return (
    <Modal
      opened={opened}
      onClose={closeOverlay}
      withCloseButton={false}
      centered={false}
      yOffset={64}
      size={600}
      padding={0}
      returnFocus={false}
      styles={{ body: { padding: 0 } }}
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
    >
      {opened && <Search />}
    </Modal>
  );
}

function Search() {
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  // At once and not a turn later, as the dialog would: what is typed right after the key that opened it belongs here.
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const { groups, searching } = usePaletteEntries(text);
  const entries = groups.flatMap((group) => group.entries);
  const chosen = entries[Math.min(at, entries.length - 1)];
  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined || entry.disabled) return;
    closeOverlay();
    // The palette gives the focus back first, so that what runs may take it.
    setTimeout(entry.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, entries.length - 1) + step + entries.length) % entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <>
      <input
        ref={field}
        data-autofocus
        className={classes.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        aria-label="Find a customer, partner, deal or command"
        placeholder="Find a customer, partner, deal or command…"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Found" className={classes.list}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element.
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={classes.group} aria-hidden="true">
              {group.title}
            </div>
            {group.entries.map((entry) => (
              <Option
                key={entry.id}
                id={`${listId}-${entry.id}`}
                entry={entry}
                chosen={entry === chosen}
                onRun={() => run(entry)}
                onPoint={() => setAt(entries.indexOf(entry))}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className={classes.none}>
          {searching ? 'Looking…' : `Nothing here is called “${text}”. Names are found by the beginning of a word.`}
        </p>
      )}
    </>
  );
}

type OptionProps = { id: string; entry: PaletteEntry; chosen: boolean; onRun: () => void; onPoint: () => void };

function Option({ id, entry, chosen, onRun, onPoint }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={chosen}
      aria-disabled={entry.disabled || undefined}
      className={classes.option}
      onClick={onRun}
      onMouseMove={onPoint}
    >
      <span className={classes.title}>
        <bdi>{entry.title}</bdi>
      </span>
      {entry.words !== undefined && <span className={classes.words}>{entry.words}</span>}
      {entry.keys !== undefined && <KeyCap keys={entry.keys} />}
    </div>
  );
}
