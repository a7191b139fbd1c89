import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EvidenceRung, RegistrationType } from '../../../contract/programme.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import classes from './RegistrationFields.module.css';
import type { Draft, FieldName } from './registrationDraft.ts';

export type RegistrationFieldsProps = {
  draft: Draft;
  fields: readonly FieldName[];
  onChange: (change: Partial<Draft>) => void;
  /** The field that has the focus first. */
  first?: FieldName | undefined;
  /** Beside the last field, where its line has room. */
  children?: ReactNode;
};

/** Sixths of the line. */
type Span = 2 | 4 | 6;

const spanOf = (span: Span): string => classes[`span${span}`] ?? '';

type FieldProps = Pick<RegistrationFieldsProps, 'draft' | 'onChange'> & { autofocus: boolean };

/** The parts of a registration's form that are asked for, in the order of the form. */
export function RegistrationFields({ draft, fields, onChange, first, children }: RegistrationFieldsProps) {
  return (
    <div className={classes.fields}>
      {fields.map((field) => {
        const Field = FIELDS[field];
        return <Field key={field} draft={draft} onChange={onChange} autofocus={field === first} />;
      })}
      {children !== undefined && <div className={classes.beside}>{children}</div>}
    </div>
  );
}

type TextField = { [Key in keyof Draft]: Draft[Key] extends string ? Key : never }[keyof Draft];

type TextProps = FieldProps & {
  span: Span;
  name: TextField;
  label: string;
  placeholder?: string;
  type?: string;
  required?: boolean;
};

function Text({ draft, onChange, autofocus, name, span, ...input }: TextProps) {
  return (
    <TextInput
      {...input}
      className={spanOf(span)}
      withAsterisk={input.required === true}
      value={draft[name]}
      {...(autofocus ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
}

/** Fields that belong together stay on one line, whatever stands before them. */
const Together = ({ span, children }: { span: 4 | 6; children: ReactNode }) => (
  <div className={`${classes.together} ${spanOf(span)}`}>{children}</div>
);

const FIELDS: Readonly<Record<FieldName, (props: FieldProps) => ReactNode>> = {
  customer: (props) => <Text {...props} span={4} name="name" label="Customer’s legal name" required />,
  domain: (props) => <Text {...props} span={2} name="domain" label="Web domain" placeholder="halden.example" />,
  country: (props) => <Text {...props} span={2} name="country" label="Country" placeholder="DE, or Germany" />,
  place: (props) => (
    <Together span={6}>
      <Text {...props} span={2} name="address" label="Street" />
      <Text {...props} autofocus={false} span={2} name="postcode" label="Postcode" />
      <Text {...props} autofocus={false} span={2} name="city" label="Town" />
    </Together>
  ),
  site: (props) => <Text {...props} span={2} name="site" label="Site" placeholder="Plant, branch or building" />,
  contact: (props) => (
    <Together span={6}>
      <Text {...props} span={2} name="contactName" label="Contact" />
      <Text {...props} autofocus={false} span={2} name="contactTitle" label="Title" placeholder="Plant manager" />
      <Text {...props} autofocus={false} span={2} name="contactEmail" label="E-mail" type="email" />
    </Together>
  ),
  family: Family,
  type: ({ draft, onChange }) => (
    <Select
      className={spanOf(2)}
      label="Type"
      data={RegistrationType.options.map((value) => ({ value, label: value }))}
      value={draft.type}
      allowDeselect={false}
      onChange={(type) => type !== null && onChange({ type: type as RegistrationType })}
    />
  ),
  value: Value,
  close: (props) => <Text {...props} span={2} name="close" label="Expected close" type="date" />,
  evidence: Interaction,
  need: ({ draft, onChange }) => (
    <Textarea
      className={spanOf(6)}
      label="What the customer needs"
      autosize
      minRows={2}
      maxRows={6}
      value={draft.need}
      onChange={(event) => onChange({ need: event.currentTarget.value })}
    />
  ),
};

function Family({ draft, onChange, autofocus }: FieldProps) {
  const programme = useQuery(orpc.programme.get.queryOptions({ input: {} }));
  const names = programme.data?.current.body.productFamilies.map((one) => one.name) ?? [];
  const data = draft.family === '' || names.includes(draft.family) ? names : [draft.family, ...names];
  return (
    <Select
      className={spanOf(2)}
      label="Product family"
      data={data}
      value={draft.family === '' ? null : draft.family}
      searchable
      clearable
      {...(autofocus ? { 'data-autofocus': true } : {})}
      onChange={(family) => onChange({ family: family ?? '' })}
    />
  );
}

function Value({ draft, onChange, autofocus }: FieldProps) {
  const { group, decimal } = useFormat().separators();
  return (
    <Together span={4}>
      <NumberInput
        className={spanOf(2)}
        label="Estimated value"
        value={draft.value}
        min={0}
        decimalScale={3}
        thousandSeparator={group}
        decimalSeparator={decimal}
        hideControls
        {...(autofocus ? { 'data-autofocus': true } : {})}
        onChange={(value) => onChange({ value: typeof value === 'number' ? value : '' })}
      />
      <Select
        className={spanOf(2)}
        label="Currency"
        data={Intl.supportedValuesOf('currency')}
        value={draft.currency}
        searchable
        allowDeselect={false}
        onChange={(currency) => currency !== null && onChange({ currency })}
      />
    </Together>
  );
}

function Interaction({ draft, onChange, autofocus }: FieldProps) {
  return (
    <Together span={6}>
      <Select
        className={spanOf(4)}
        label="Interaction with the customer"
        data={EvidenceRung.options.map((value) => ({ value, label: value }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(kind) => kind !== null && onChange({ kind: kind as EvidenceRung })}
      />
      <Text draft={draft} onChange={onChange} autofocus={false} span={2} name="date" label="On" type="date" />

      <Textarea
        className={spanOf(6)}
        label="What happened"
        placeholder="Walked line 3 with the plant manager, measured the takt, agreed on a trial cell."
        autosize
        minRows={2}
        maxRows={6}
        value={draft.note}
        {...(autofocus ? { 'data-autofocus': true } : {})}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </Together>
  );
}
