import { Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { ReviewItem } from '../../../contract/reviews.ts';
import type { IsoDate, PartnerId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { byCursor, pageAt, usePages } from '../../client/usePages.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { CommandButton } from '../../ui/CommandButton.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FormModal } from '../../ui/FormModal.tsx';
import { notify } from '../../ui/notify.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';

const Place = z.object({
  start: z.coerce.boolean().optional(),
  /** What the new review begins with, where another screen says. */
  partner: z.string().optional(),
  from: z.string().optional(),
  until: z.string().optional(),
});

/** What do we say, and agree? */
export function ReviewsScreen() {
  const format = useFormat();
  const navigate = useNavigate();
  const [place, setPlace] = useUrlState(Place);
  const pages = usePages(
    orpc.reviews.list.infiniteOptions({ input: (cursor: string | undefined) => pageAt(cursor), ...byCursor }),
  );
  const start: Command = {
    id: 'reviews.create',
    title: 'New review…',
    keys: ['n'],
    primary: true,
    run: () => setPlace({ start: true }),
  };
  useCommands('Reviews', [start]);
  const columns = useMemo<Column<ReviewItem>[]>(
    () => [
      { id: 'title', header: 'Review', width: 'minmax(240px, 2fr)', cell: (one) => <bdi>{one.title}</bdi> },
      {
        id: 'partner',
        header: 'With',
        width: 'minmax(140px, 1fr)',
        cell: (one) => one.partnerName ?? 'All partners',
      },
      {
        id: 'period',
        header: 'Period',
        width: '190px',
        cell: (one) => format.dateSpan(one.from, one.until),
      },
      { id: 'asOf', header: 'As of', width: '120px', align: 'end', cell: (one) => format.date(one.asOf) },
      {
        id: 'open',
        header: 'Commitments open',
        width: '134px',
        align: 'end',
        cell: (one) => format.count(one.commitmentsOpen),
      },
      {
        id: 'by',
        header: 'Made',
        width: 'minmax(150px, 1fr)',
        cell: (one) => `${format.instantDay(one.createdAt)} by ${one.createdBy}`,
      },
    ],
    [format],
  );
  return (
    <Screen fill>
      <PageHeader title="Reviews" actions={<CommandButton command={start} />}>
        A review is frozen as of a date: what is imported or decided later does not change it.
      </PageHeader>
      <DataTable
        label="Reviews, newest first"
        columns={columns}
        pages={pages}
        rowId={(one) => one.id}
        onOpen={(one) => void navigate({ to: '/reviews/$id', params: { id: one.id } })}
        empty={
          <EmptyState title="No review yet" commands={[start]}>
            Choose a quarter and a partner, or the whole programme; slides, notes and figures are drawn up at once.
          </EmptyState>
        }
      />
      <NewReview
        key={`${place.start === true} ${place.partner} ${place.from} ${place.until}`}
        opened={place.start === true}
        begin={place}
        onClose={() => setPlace({ start: undefined, partner: undefined, from: undefined, until: undefined })}
      />
    </Screen>
  );
}

/** The last quarter that is over, as of a day. */
function lastQuarter(today: string): { from: string; until: string } {
  const [year = 2026, month = 1] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / 3) * 3;
  const day = (at: number, date: number) => new Date(Date.UTC(year, at, date)).toISOString().slice(0, 10);
  return { from: day(first - 3, 1), until: day(first, 0) };
}

type NewReviewProps = { opened: boolean; begin: z.infer<typeof Place>; onClose: () => void };

function NewReview({ opened, begin, onClose }: NewReviewProps) {
  const format = useFormat();
  const navigate = useNavigate();
  const quarter = lastQuarter(format.today);
  const [partner, setPartner] = useState<string | null>(begin.partner ?? null);
  const [from, setFrom] = useState(begin.from ?? quarter.from);
  const [until, setUntil] = useState(begin.until ?? quarter.until);
  const partners = useQuery(
    orpc.partners.list.queryOptions({ input: { limit: 1_000, sort: { by: 'name' } }, enabled: opened }),
  );
  const period = { from: from as IsoDate, until: until as IsoDate };
  const same = useQuery(
    orpc.reviews.list.queryOptions({
      input: { filter: { ...period, ...(partner === null ? {} : { partner: partner as PartnerId }) }, limit: 200 },
      enabled: opened && from !== '' && until !== '' && from <= until,
    }),
  ).data?.items.find((one) => one.partner === partner);
  const create = useMutation(
    orpc.reviews.create.mutationOptions({
      onSuccess: (review) => {
        notify({
          message: `“${review.title}” is drawn up and frozen as of ${format.date(review.asOf)}.`,
          tone: 'pass',
        });
        void navigate({ to: '/reviews/$id', params: { id: review.id } });
      },
    }),
  );
  return (
    <FormModal
      title="New review"
      opened={opened}
      onClose={onClose}
      submitTitle={same === undefined ? 'Draw it up' : 'Make another'}
      busy={create.isPending}
      error={create.error}
      notReady={from > until ? 'The period ends before it begins.' : undefined}
      hint="A partner’s review comes in two versions: yours, and one for the partner that holds no other partner’s data."
      onSubmit={() => create.mutate({ partner, ...period })}
    >
      <Select
        label="With"
        placeholder="All partners"
        searchable
        clearable
        // The list would lie over the dates before anybody asked for it.
        openOnFocus={false}
        data-autofocus
        data={(partners.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={partner}
        onChange={setPartner}
      />
      <TextInput label="From" type="date" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput label="Until" type="date" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      {same !== undefined && (
        <p role="status">
          There is one of this period already, made {format.instantDay(same.createdAt)} by {same.createdBy}:{' '}
          <Link to="/reviews/$id" params={{ id: same.id }}>
            open it
          </Link>
          , or make another as of today.
        </p>
      )}
    </FormModal>
  );
}
