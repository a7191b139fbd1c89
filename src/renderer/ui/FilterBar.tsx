import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './FilterBar.module.css';

export type FilterBarProps = { label?: string; children: ReactNode };

/** What narrows the list down, in one line. */
export function FilterBar({ label = 'Filters', children }: FilterBarProps) {
  return (
    <search className={classes.bar} aria-label={label}>
      {children}
    </search>
  );
}

export type Segment<Value extends string> = { value: Value; title: string; count?: string | undefined };

export type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onChange: (value: Value) => void;
};

/** One of a few, each with its count: “To decide 19”. */
export function Segments<Value extends string>({ label, value, segments, onChange }: SegmentsProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a layout of its own.
    <div role="group" aria-label={label} className={classes.segments}>
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          className={classes.chip}
          aria-pressed={segment.value === value}
          onClick={() => onChange(segment.value)}
        >
          {segment.title}
          {segment.count !== undefined && <span> {segment.count}</span>}
        </button>
      ))}
    </div>
  );
}

export type Choice = { value: string; title: string };

export type FilterSelectProps = {
  /** What is chosen, for those who hear the page: “Partner”. */
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  /** The words when nothing is chosen: “All partners”. Left out, something is always chosen. */
  all?: string | undefined;
  /** What the chip shows whatever is chosen, where what is chosen stands elsewhere: “More”. */
  face?: string;
  onChange: (value: string | undefined) => void;
};

const FILTERED_FROM = 12;
const SHOWN_AT_MOST = 200;
// “All” is an option too, and an option needs a value.
const ALL = '';

/** One of many behind a chip: “All partners ▾”. Long lists can be typed into. */
export function FilterSelect({ label, value, choices, all, face, onChange }: FilterSelectProps) {
  const [text, setText] = useState('');
  const long = choices.length > FILTERED_FROM;
  const combobox = useCombobox({
    onDropdownOpen: () => (long ? combobox.focusSearchInput() : combobox.selectActiveOption()),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      if (text !== '') setText('');
      if (long) combobox.focusTarget();
    },
  });
  const chosen = choices.find((choice) => choice.value === value)?.title ?? all ?? value ?? '';
  const wanted = text.trim().toLocaleLowerCase();
  const shown = choices.filter((choice) => choice.title.toLocaleLowerCase().includes(wanted)).slice(0, SHOWN_AT_MOST);
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width="max-content"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.choices ?? '', option: classes.choice ?? '' }}
      onOptionSubmit={(submitted) => {
        onChange(submitted === ALL ? undefined : submitted);
        combobox.closeDropdown();
      }}
    >
      {/* Closed, Enter is the button’s own, and Ctrl+Enter the screen’s. */}
      <Combobox.Target targetType="button" withKeyboardNavigation={combobox.dropdownOpened}>
        <button
          type="button"
          className={classes.chip}
          aria-label={chosen === '' ? label : `${label}: ${chosen}`}
          data-set={((all !== undefined || face !== undefined) && value !== undefined) || undefined}
          onClick={() => combobox.toggleDropdown()}
          onKeyDown={(event) => {
            if (combobox.dropdownOpened || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
            event.preventDefault();
            combobox.openDropdown('keyboard');
          }}
        >
          {face === undefined ? (
            <>
              <span className={classes.chosen}>{chosen}</span> <span aria-hidden="true">▾</span>
            </>
          ) : (
            <span aria-hidden="true">{face}</span>
          )}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {long && (
          <Combobox.Search
            role="combobox"
            aria-expanded={combobox.dropdownOpened}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            placeholder="Type to find"
            aria-label={`Find ${label.toLocaleLowerCase()}`}
          />
        )}
        <Combobox.Options className={classes.options ?? ''} aria-label={label}>
          {all !== undefined && wanted === '' && (
            <Combobox.Option value={ALL} active={value === undefined}>
              {all}
            </Combobox.Option>
          )}
          {shown.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value} active={choice.value === value}>
              {choice.title}
            </Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>Nothing has “{text}” in its name.</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

export type SearchBoxProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** How long typing must rest before `onChange`, ms. */
  restMs?: number;
  /** Enter: on to what was found. */
  onEnter?: (() => void) | undefined;
};

/** A field that narrows the list while one types. Escape empties it. */
export function SearchBox({ label, value, onChange, placeholder, restMs = 120, onEnter }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, restMs);
    return () => clearTimeout(timer);
  }, [text, restMs, onChange]);
  return (
    <TextInput
      type="search"
      className={classes.search ?? ''}
      aria-label={label}
      placeholder={placeholder ?? label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnter?.();
        if (event.key === 'Escape' && text !== '') {
          event.stopPropagation();
          setText('');
        }
      }}
    />
  );
}
