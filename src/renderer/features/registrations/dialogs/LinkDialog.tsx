import { Radio, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Opportunity } from '../../../../contract/accounts.ts';
import type { LinkOffer } from '../../../../contract/attribution.ts';
import type { RegistrationDetail } from '../../../../contract/registrations.ts';
import { orpc } from '../../../client/client.ts';
import { type Format, useFormat } from '../../../format/useFormat.tsx';
import { SearchBox } from '../../../ui/FilterBar.tsx';
import { FormModal } from '../../../ui/FormModal.tsx';
import { notify } from '../../../ui/notify.tsx';
import classes from './Dialogs.module.css';

export type LinkDialogProps = { detail: RegistrationDetail; offers: readonly LinkOffer[]; onClose: () => void };

const SHOWN = 50;

/** Links a registration by hand: to an opportunity of its account, or to whichever a search finds. */
export function LinkDialog({ detail, offers, onClose }: LinkDialogProps) {
  const format = useFormat();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Opportunity>();
  const account = detail.account;
  const onAccount = text === '' && account !== null;
  const asked = text !== '' || account !== null;
  const found = useQuery(
    orpc.accounts.opportunities.queryOptions({
      input: {
        filter: { linked: false, ...(onAccount ? { account: account.id } : { text }) },
        sort: { by: 'openedOn', descending: true },
        limit: SHOWN,
      },
      enabled: asked,
    }),
  );
  const link = useMutation(
    orpc.attribution.link.mutationOptions({
      onSuccess: (linked) => {
        notify({ message: `${linked.number} is linked to “${linked.opportunity.name}”.`, tone: 'pass' });
        onClose();
      },
    }),
  );
  const items = found.data?.items ?? [];
  const list = useRef<HTMLDivElement>(null);
  const isThere = found.isSuccess && text === '';
  // The choices come after the dialog has taken the focus.
  useEffect(() => {
    if (isThere) list.current?.querySelector('input')?.focus();
  }, [isThere]);
  const more = (found.data?.total ?? 0) - items.length;
  const none = found.isSuccess && items.length === 0;
  return (
    <FormModal
      title={`Link ${detail.number} by hand`}
      opened
      onClose={onClose}
      submitTitle="Link"
      size={560}
      busy={link.isPending}
      error={link.error ?? found.error}
      notReady={chosen === undefined ? 'Choose the opportunity it became.' : undefined}
      hint={
        detail.close === 'expired'
          ? 'It had expired unworked; linked, it is open again, and is won or lost with its opportunity.'
          : 'What was linked by hand no extract undoes. It is won or lost with its opportunity.'
      }
      onSubmit={() => chosen !== undefined && link.mutate({ registration: detail.id, opportunity: chosen.id })}
    >
      <div className={classes.search}>
        <SearchBox
          label="Search all opportunities"
          placeholder={account === null ? 'Name, key or customer' : 'Another customer’s: name, key or customer'}
          value={text}
          onChange={setText}
        />
      </div>
      <Radio.Group
        label={onAccount ? `Of ${account.name}, linked to nothing yet` : 'Found, linked to nothing yet'}
        value={chosen?.id ?? null}
        onChange={(id) => setChosen(items.find((one) => one.id === id))}
      >
        <Stack ref={list} gap="xs" className={classes.found ?? ''}>
          {items.map((one) => (
            <Radio
              key={one.id}
              size="xs"
              value={one.id}
              label={<bdi>{one.name}</bdi>}
              description={factsOf(one, offers, format)}
            />
          ))}
          {none && (
            <span className={classes.asked}>
              {onAccount
                ? 'No opportunity of this account is free. A later extract may bring it; a search looks at all accounts.'
                : 'Nothing found.'}
            </span>
          )}
          {!asked && <span className={classes.asked}>Its customer is in no extract: search for the opportunity.</span>}
          {more > 0 && <span className={classes.asked}>{format.count(more)} more: narrow the search.</span>}
        </Stack>
      </Radio.Group>
    </FormModal>
  );
}

function factsOf(one: Opportunity, offers: readonly LinkOffer[], format: Format): string {
  const declined = offers.some((offer) => offer.opportunity.id === one.id && offer.state === 'declined');
  const facts = [
    one.key,
    one.accountName ?? undefined,
    one.family ?? undefined,
    one.stage,
    one.value === null ? undefined : format.money(one.value),
    one.openedOn === null ? undefined : `opened ${format.shortDate(one.openedOn)}`,
    declined ? 'said not to be this one' : undefined,
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}
