import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RegistrationType } from '../../../contract/programme.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { type FieldProps, Interactions } from './Interactions.tsx';
import classes from './RegistrationFields.module.css';
import type { CustomerDraft, Draft, FieldName, TextKey } from './registrationDraft.ts';

export type RegistrationFieldsProps = {
  draft: Draft;
  fields: readonly FieldName[];
  onChange: (change: Partial<Draft>) => void;
  /** What these fields are about; stands beside them. */
  title?: string;
  /** The field that has the focus first. */
  first?: FieldName | undefined;
  /** After the last field. */
  children?: ReactNode;
};

/** Sixths of the line. */
type Span = 2 | 4 | 6;

const spanOf = (span: Span): string => classes[`span${span}`] ?? '';

/** The parts of a registration's form that are asked for, in the order of the form. */
export function RegistrationFields({ draft, fields, onChange, title, first, children }: RegistrationFieldsProps) {
  const lines = (
    <div className={classes.fields}>
      {fields.map((field) => {
        const Field = FIELDS[field];
        return <Field key={field} draft={draft} onChange={onChange} autofocus={field === first} />;
      })}
      {children}
    </div>
  );
  if (title === undefined) return lines;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.title}>{title}</legend>
      {lines}
    </fieldset>
  );
}

type TextProps = FieldProps & {
  span: Span;
  name: TextKey;
  label: string;
  placeholder?: string;
  type?: string;
  /** Of a date: the browser takes years of six digits otherwise. */
  max?: string;
  inputMode?: 'email' | 'tel' | 'url';
  required?: boolean;
};

function Text({ draft, onChange, autofocus, name, span, required, ...input }: TextProps) {
  return (
    <TextInput
      {...input}
      className={spanOf(span)}
      withAsterisk={required === true}
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
  domain: (props) => (
    <Text {...props} span={2} name="domain" label="Web domain" placeholder="halden.example" inputMode="url" />
  ),
  country: (props) => <Text {...props} span={2} name="country" label="Country" placeholder="DE, or Germany" />,
  place: (props) => (
    <Together span={6}>
      <Text {...props} span={2} name="address" label="Street" />
      <Text {...props} autofocus={false} span={2} name="postcode" label="Postcode" />
      <Text {...props} autofocus={false} span={2} name="city" label="Town" />
    </Together>
  ),
  numbers: (props) => (
    <Together span={4}>
      <Text {...props} span={2} name="taxId" label="Tax number" placeholder="DE 811 234 567" />
      <Text {...props} autofocus={false} span={2} name="phone" label="Telephone" inputMode="tel" />
    </Together>
  ),
  site: (props) => <Text {...props} span={2} name="site" label="Site" placeholder="Plant, branch or building" />,
  further: Further,
  contact: (props) => (
    <Together span={6}>
      <Text {...props} span={2} name="contactName" label="Contact" />
      <Text {...props} autofocus={false} span={2} name="contactTitle" label="Title" placeholder="Plant manager" />
      {/* Not of the type “email”: what the partner wrote is filed as it is, several and all, and a check looks at it. */}
      <Text {...props} autofocus={false} span={2} name="contactEmail" label="E-mail" inputMode="email" />
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
  close: (props) => <Text {...props} span={2} name="close" label="Expected close" type="date" max="9999-12-31" />,
  evidence: Interactions,
  need: ({ draft, onChange }) => (
    <Textarea
      className={spanOf(6)}
      label="What the customer needs"
      autosize
      minRows={1}
      maxRows={6}
      value={draft.need}
      onChange={(event) => onChange({ need: event.currentTarget.value })}
    />
  ),
  reference: (props) => <Text {...props} span={2} name="reference" label="The partner’s own number" />,
};

const FURTHER = [
  { key: 'designCustomer', title: 'Design customer', whose: 'designer' },
  { key: 'purchasingCustomer', title: 'Purchasing customer', whose: 'purchaser' },
] as const;

/** Who designs, and who buys: a project has them, and whatever was said of them before stays in sight. */
function Further({ draft, onChange, autofocus }: FieldProps) {
  const shown = FURTHER.filter(({ key }) => draft.type === 'project' || autofocus || draft[key].name !== '');
  return shown.map(({ key, title, whose }, place) => {
    const of = draft[key];
    const change = (part: Partial<CustomerDraft>) => onChange({ [key]: { ...of, ...part } });
    const input = (name: 'name' | 'domain' | 'country', label: string) => (
      <TextInput
        className={spanOf(2)}
        label={label}
        value={of[name]}
        {...(autofocus && place === 0 && name === 'name' ? { 'data-autofocus': true } : {})}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    );
    return (
      <Together key={key} span={6}>
        {input('name', title)}
        {input('domain', `The ${whose}’s web domain`)}
        {input('country', `The ${whose}’s country`)}
      </Together>
    );
  });
}

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
        allowNegative={false}
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
