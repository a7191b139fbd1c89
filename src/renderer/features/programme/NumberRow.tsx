import { NumberInput } from '@mantine/core';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import { useFormat } from '../../format/useFormat.tsx';
import classes from './Programme.module.css';
import { type FieldUnit, type NumberField, scaleOf, valueAt } from './sections.ts';

export type NumberRowProps = {
  field: NumberField;
  body: ProgrammeBody;
  before: ProgrammeBody;
  minorDigits: number;
  /** What is wrong with it, by the place of a field. */
  wrong: ReadonlyMap<string, string>;
  onChange: (path: NumberField['path'], value: number) => void;
};

const wordOf = (unit: FieldUnit, currency: string) =>
  unit === 'money' ? currency : unit === 'percent' ? '%' : unit === 'count' ? '' : unit;

/** One number of the programme, edited in place; a changed one says what it was. */
export function NumberRow({ field, body, before, minorDigits, wrong, onChange }: NumberRowProps) {
  const format = useFormat();
  const { group, decimal } = format.separators();
  const scale = scaleOf(field.unit, minorDigits);
  const value = valueAt(body, field.path) / scale;
  const was = valueAt(before, field.path) / scale;
  return (
    <div className={classes.row} data-changed={value !== was || undefined}>
      <span className={classes.term}>
        {field.title}
        {field.hint !== undefined && <span className={classes.hint}>{field.hint}</span>}
      </span>
      {value !== was && <span className={classes.was}>was {format.count(was)}</span>}
      <NumberInput
        className={classes.number ?? ''}
        aria-label={field.title}
        value={value}
        min={0}
        allowNegative={false}
        error={wrong.get(field.path.join('.'))}
        decimalScale={field.unit === 'percent' || field.unit === 'money' ? 2 : 1}
        thousandSeparator={group}
        decimalSeparator={decimal}
        hideControls
        onChange={(next) => typeof next === 'number' && onChange(field.path, Math.round(next * scale * 10) / 10)}
      />
      <span className={classes.unit}>{wordOf(field.unit, body.currency)}</span>
    </div>
  );
}
