import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PartnerId } from '../../contract/units.ts';
import { orpc } from '../client/client.ts';
import { withoutTurns } from '../format/turns.ts';

export type PartnerChoiceProps = {
  label: string;
  partner: string | null;
  onChange: (partner: string | null) => void;
  /** Gets the focus when its dialog opens. */
  first?: boolean;
  className?: string | undefined;
};

/** One partner, found by what is typed of its name, town or domain. */
export function PartnerChoice({ label, partner, onChange, first = false, className }: PartnerChoiceProps) {
  const [text, setText] = useState('');
  const partners = useQuery(
    orpc.partners.list.queryOptions({
      input: { ...(text.trim() === '' ? {} : { filter: { text: text.trim() } }), limit: 30 },
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = useQuery(
    orpc.partners.get.queryOptions({ input: { partner: partner as PartnerId }, enabled: partner !== null }),
  );
  const found = partners.data?.items ?? [];
  const own = partner !== null && !found.some((one) => one.id === partner) ? chosen.data : undefined;
  return (
    <Select
      label={label}
      withAsterisk
      {...(className === undefined ? {} : { className })}
      {...(first ? { 'data-autofocus': true } : {})}
      searchable
      placeholder="Type a name, town or domain"
      nothingFoundMessage={partners.isSuccess ? 'No partner has that in its name.' : undefined}
      data={[...(own === undefined ? [] : [own]), ...found].map((one) => ({
        value: one.id,
        label: withoutTurns([one.name, one.tier, one.country].filter((part) => part !== null).join(' · ')),
      }))}
      // The engine has searched, in more than the label shows.
      filter={({ options }) => options}
      value={partner}
      onChange={onChange}
      onSearchChange={(words) => setText(words.split(' · ')[0] ?? '')}
    />
  );
}
