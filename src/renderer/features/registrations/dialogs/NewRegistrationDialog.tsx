import { TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RegistrationDetail } from '../../../../contract/registrations.ts';
import { orpc } from '../../../client/client.ts';
import { useWorkspace } from '../../../client/useWorkspace.ts';
import { plainly } from '../../../format/turns.ts';
import { useFormat } from '../../../format/useFormat.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { notify } from '../../../ui/notify.tsx';
import { PartnerChoice } from '../../../ui/PartnerChoice.tsx';
import { percentWords } from '../likeness.ts';
import { instantAt, localOf } from '../localInstant.ts';
import { RegistrationFields } from '../RegistrationFields.tsx';
import { type Draft, emptyDraft, GROUPS, inputOf, unfinished } from '../registrationDraft.ts';
import classes from './Dialogs.module.css';

export type NewRegistrationDialogProps = {
  onClose: () => void;
  /** It was filed and checked. */
  onFiled: (filed: RegistrationDetail) => void;
};

/** Files a registration that came by hand: by telephone, by mail, on paper. */
export function NewRegistrationDialog({ onClose, onFiled }: NewRegistrationDialogProps) {
  const format = useFormat();
  const currency = useWorkspace()?.currency ?? 'EUR';
  const [partner, setPartner] = useState<string | null>(null);
  const [draft, setDraft] = useState(() => emptyDraft(currency, format.today));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const [now] = useState(() => localOf(format.now, format.timeZone));
  const [received, setReceived] = useState(now);
  const submit = useMutation(
    orpc.registrations.submit.mutationOptions({
      onSuccess: (filed) => {
        notify({ message: `${filed.customer} filed as ${filed.number} and checked.`, tone: 'pass' });
        onFiled(filed);
      },
    }),
  );
  const receivedAt = received === now ? undefined : instantAt(received, format.timeZone);
  const notReady =
    partner === null
      ? 'Choose the partner.'
      : plainly(draft.name) === ''
        ? 'Name the customer.'
        : received === ''
          ? 'Say when it reached you.'
          : unfinished(draft, format.today);
  return (
    <FormModal
      title="New registration"
      opened
      onClose={onClose}
      submitTitle="File and check"
      size={760}
      busy={submit.isPending}
      error={submit.error}
      notReady={notReady}
      hint="Only partner and customer must be there. What else is missing, the checks will say."
      onSubmit={() =>
        partner !== null &&
        submit.mutate({ ...inputOf(draft, partner), ...(receivedAt === undefined ? {} : { receivedAt }) })
      }
    >
      <PartnerChoice label="Partner" first partner={partner} onChange={setPartner} />
      {GROUPS.map(({ title, fields }) => (
        <RegistrationFields key={title} title={title} draft={draft} fields={fields} onChange={change}>
          {title === 'Customer' && <Nearest typed={draft} />}
          {title === 'Intake' && (
            <TextInput
              className={classes.received ?? ''}
              label="Received"
              type="datetime-local"
              max={now}
              value={received}
              onChange={(event) => setReceived(event.currentTarget.value)}
            />
          )}
        </RegistrationFields>
      ))}
    </FormModal>
  );
}

type Typed = Pick<Draft, 'name' | 'domain' | 'country' | 'city' | 'postcode' | 'address' | 'phone' | 'taxId'>;

/** Says while one types whether an account comes near: a second look costs least here. */
function Nearest({ typed }: { typed: Typed }) {
  const format = useFormat();
  const { name, domain, country, city, postcode, address, phone, taxId } = typed;
  const [asked, setAsked] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ name, domain, country, city, postcode, address, phone, taxId }), 250);
    return () => clearTimeout(timer);
  }, [name, domain, country, city, postcode, address, phone, taxId]);
  const check = useQuery(
    orpc.matching.check.queryOptions({
      input: { customer: asked },
      enabled: asked.name.trim().length > 2,
      placeholderData: keepPreviousData,
    }),
  );
  const [first] = asked.name.trim().length <= 2 ? [] : (check.data?.candidates ?? []);
  const isNear = first !== undefined && first.verdict !== 'different';
  return (
    <p className={classes.nearest} data-near={isNear || undefined} aria-live="polite">
      {isNear ? (
        <>
          Closest account: <bdi>{first.name}</bdi>, {format.words(percentWords(first.probability))} the same.
        </>
      ) : asked.name.trim().length <= 2 || check.data === undefined ? (
        'Which account comes near is said here while you type.'
      ) : (
        'No account comes near this customer.'
      )}
    </p>
  );
}
