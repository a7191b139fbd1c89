import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EvidenceRung, RegistrationType } from '../../../contract/programme.ts';
import { orpc } from '../../client/client.ts';
import type { Draft, FieldName } from './registrationDraft.ts';

export type RegistrationFieldsProps = {
  draft: Draft;
  fields: readonly FieldName[];
  onChange: (change: Partial<Draft>) => void;
  /** The field that has the focus first. */
  first?: FieldName | undefined;
};

type FieldProps = Pick<RegistrationFieldsProps, 'draft' | 'onChange'> & { autofocus: boolean };

/** The parts of a registration's form that are asked for, in the order of the form. */
export function RegistrationFields({ draft, fields, onChange, first }: RegistrationFieldsProps) {
  return fields.map((field) => {
    const Field = FIELDS[field];
    return <Field key={field} draft={draft} onChange={onChange} autofocus={field === first} />;
  });
}

type TextField = { [Key in keyof Draft]: Draft[Key] extends string ? Key : never }[keyof Draft];

type TextProps = FieldProps & {
  name: TextField;
  label: string;
  placeholder?: string;
  type?: string;
  required?: boolean;
};

function Text({ draft, onChange, autofocus, name, ...input }: TextProps) {
  return (
    <TextInput
      {...input}
      withAsterisk={input.required === true}
      value={draft[name]}
      {...(autofocus ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
}

const Row = ({ children }: { children: ReactNode }) => (
  <Group grow gap="sm" align="flex-start" preventGrowOverflow={false}>
    {children}
  </Group>
);

const FIELDS: Readonly<Record<FieldName, (props: FieldProps) => ReactNode>> = {
  customer: (props) => <Text {...props} name="name" label="Customer’s legal name" required />,
  domain: (props) => <Text {...props} name="domain" label="Web domain" placeholder="halden.example" />,
  country: (props) => <Text {...props} name="country" label="Country" placeholder="DE, or Germany" />,
  place: (props) => (
    <Row>
      <Text {...props} name="address" label="Street" />
      <Text {...props} autofocus={false} name="postcode" label="Postcode" />
      <Text {...props} autofocus={false} name="city" label="Town" />
    </Row>
  ),
  site: (props) => <Text {...props} name="site" label="Site" placeholder="Plant, branch or building" />,
  contact: (props) => (
    <Row>
      <Text {...props} name="contactName" label="Contact" />
      <Text {...props} autofocus={false} name="contactTitle" label="Title" placeholder="Plant manager" />
      <Text {...props} autofocus={false} name="contactEmail" label="E-mail" type="email" />
    </Row>
  ),
  family: Family,
  type: ({ draft, onChange }) => (
    <Select
      label="Type"
      data={RegistrationType.options.map((value) => ({ value, label: value }))}
      value={draft.type}
      allowDeselect={false}
      onChange={(type) => type !== null && onChange({ type: type as RegistrationType })}
    />
  ),
  value: Value,
  close: (props) => <Text {...props} name="close" label="Expected close" type="date" />,
  evidence: Interaction,
  need: ({ draft, onChange }) => (
    <Textarea
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
  return (
    <Row>
      <NumberInput
        label="Estimated value"
        value={draft.value}
        min={0}
        decimalScale={3}
        thousandSeparator
        hideControls
        {...(autofocus ? { 'data-autofocus': true } : {})}
        onChange={(value) => onChange({ value: typeof value === 'number' ? value : '' })}
      />
      <Select
        label="Currency"
        data={Intl.supportedValuesOf('currency')}
        value={draft.currency}
        searchable
        allowDeselect={false}
        onChange={(currency) => currency !== null && onChange({ currency })}
      />
    </Row>
  );
}

function Interaction({ draft, onChange, autofocus }: FieldProps) {
  return (
    <>
      <Row>
        <Select
          label="Interaction with the customer"
          data={EvidenceRung.options.map((value) => ({ value, label: value }))}
          value={draft.kind}
          allowDeselect={false}
          onChange={(kind) => kind !== null && onChange({ kind: kind as EvidenceRung })}
        />
        <Text draft={draft} onChange={onChange} autofocus={false} name="date" label="On" type="date" />
      </Row>
      <Textarea
        label="What happened"
        placeholder="Walked line 3 with the plant manager, measured the takt, agreed on a trial cell."
        autosize
        minRows={2}
        maxRows={6}
        value={draft.note}
        {...(autofocus ? { 'data-autofocus': true } : {})}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  );
}
