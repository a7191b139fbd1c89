import { Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import type { Commitment, Slide } from '../../../contract/reviews.ts';
import type { ReviewId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Segments } from '../../ui/FilterBar.tsx';
import { WorkBar } from '../../ui/JobProgress.tsx';
import { notifyError } from '../../ui/notify.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Columns, Screen } from '../../ui/Screen.tsx';
import { PageSkeleton } from '../../ui/Skeletons.tsx';
import { CommitmentDialog } from './CommitmentDialog.tsx';
import { Commitments } from './Commitments.tsx';
import classes from './Review.module.css';
import { SlideView } from './SlideView.tsx';
import { useExportReview } from './useExportReview.ts';

const Place = z.object({ slide: z.coerce.number().optional(), audience: z.enum(['internal', 'partner']).optional() });

/** One frozen review: its slides, notes and commitments. */
export function ReviewScreen() {
  const format = useFormat();
  const { id } = useParams({ strict: false }) as { id: string };
  const [place, setPlace] = useUrlState(Place);
  const [editing, setEditing] = useState<Commitment | 'new'>();
  const audience = place.audience ?? 'internal';
  const review = useQuery(
    orpc.reviews.get.queryOptions({ input: { review: id as ReviewId, audience, locale: format.locale } }),
  );
  const { save, saving, job } = useExportReview(id as ReviewId, audience, review.data?.title ?? 'Review');
  const deck = review.data?.deck ?? [];
  const at = Math.min(Math.max(0, place.slide ?? 0), Math.max(0, deck.length - 1));
  const { present, pdf, commit } = useReviewCommands({
    id,
    audience,
    at,
    last: deck.length - 1,
    ready: review.data !== undefined,
    saving,
    save,
    setPlace,
    add: () => setEditing('new'),
  });
  if (review.isError) {
    return (
      <Screen>
        {audience === 'partner' && (
          <PageHeader title="Review">
            <Version partner={null} audience={audience} onChange={(value) => setPlace({ audience: value })} />
          </PageHeader>
        )}
        <ErrorPanel error={review.error} retry={() => void review.refetch()} doing="The review could not be shown" />
      </Screen>
    );
  }
  const slide = deck[at];
  if (review.data === undefined || slide === undefined) return <PageSkeleton />;
  const { data } = review;
  return (
    <Screen
      bar={
        job.state === undefined ? (
          <DecisionBar
            label="Review"
            commands={[present, pdf, commit]}
            busy={saving ? pdf.id : undefined}
            hint={`Frozen as of ${format.date(data.asOf)} · journal ${data.head.slice(0, 8)}…`}
          />
        ) : (
          <WorkBar state={job.state} onStop={job.stop} />
        )
      }
    >
      <PageHeader
        title={data.title}
        chips={<Chip>{format.counted(deck.length, 'slide', 'slides')}</Chip>}
        detail={`made ${format.instant(data.createdAt)} by ${data.createdBy}`}
      >
        {data.partner !== null && (
          <Version
            partner={data.partnerName}
            audience={audience}
            onChange={(value) => setPlace({ audience: value, slide: 0 })}
          />
        )}
      </PageHeader>
      <Columns aside={<Index deck={deck} at={at} onTurn={(slide) => setPlace({ slide })} />}>
        <SlideView
          slide={slide}
          title={data.title}
          asOf={`as of ${format.date(data.asOf)}`}
          place={`${at + 1} / ${deck.length}`}
          head={data.head}
        />
        {audience === 'internal' && (
          <Notes
            key={`${slide.id} ${slide.notes}`}
            review={data.id}
            revision={data.revision}
            slide={slide.id}
            notes={slide.notes}
          />
        )}
        <Panel title="Commitments" flush>
          <Commitments items={data.commitments} onOpen={setEditing} />
        </Panel>
      </Columns>
      <CommitmentDialog review={data.id} editing={editing} onClose={() => setEditing(undefined)} />
    </Screen>
  );
}

function Index({ deck, at, onTurn }: { deck: readonly Slide[]; at: number; onTurn: (slide: number) => void }) {
  return (
    <nav aria-label="Slides" className={classes.index}>
      {deck.map((one, index) => (
        <button key={one.id} type="button" aria-current={index === at || undefined} onClick={() => onTurn(index)}>
          <span>{index + 1}</span> {one.id.charAt(0).toUpperCase() + one.id.slice(1)}
        </button>
      ))}
    </nav>
  );
}

type VersionProps = {
  partner: string | null;
  audience: 'internal' | 'partner';
  onChange: (audience: 'internal' | 'partner') => void;
};

/** Whose eyes the slides are for. */
function Version({ partner, audience, onChange }: VersionProps) {
  return (
    <Segments
      label="Version"
      value={audience}
      segments={[
        { value: 'internal', title: 'Ours' },
        { value: 'partner', title: `For ${partner ?? 'the partner'}` },
      ]}
      onChange={onChange}
    />
  );
}

type CommandsProps = {
  id: string;
  audience: 'internal' | 'partner';
  at: number;
  last: number;
  ready: boolean;
  saving: boolean;
  save: () => void;
  setPlace: (change: { slide: number }) => void;
  add: () => void;
};

function useReviewCommands({ id, audience, at, last, ready, saving, save, setPlace, add }: CommandsProps) {
  const navigate = useNavigate();
  const present: Command = {
    id: 'reviews.present',
    title: 'Present',
    keys: ['p', 'f5'],
    primary: true,
    when: ready,
    run: () => void navigate({ to: '/reviews/$id/present', params: { id }, search: { slide: at, audience } as never }),
  };
  const pdf: Command = {
    id: 'reviews.export',
    title: audience === 'partner' ? 'Partner’s PDF…' : 'PDF…',
    keys: ['e'],
    when: !saving,
    run: save,
  };
  const commit: Command = {
    id: 'reviews.commit',
    title: 'Add a commitment…',
    keys: ['c'],
    run: () => add(),
  };
  const turn: Command[] = [
    {
      id: 'reviews.next',
      title: 'Next slide',
      keys: ['j', 'arrowright'],
      repeats: true,
      hidden: true,
      run: () => setPlace({ slide: Math.min(at + 1, last) }),
    },
    {
      id: 'reviews.back',
      title: 'Slide before',
      keys: ['k', 'arrowleft'],
      repeats: true,
      hidden: true,
      run: () => setPlace({ slide: Math.max(at - 1, 0) }),
    },
  ];
  useCommands('Review', [present, pdf, commit, ...turn]);
  return { present, pdf, commit };
}

type NotesProps = {
  review: ReviewId;
  revision: number;
  slide: Parameters<typeof orpc.reviews.note.call>[0]['slide'];
  notes: string;
};

/** Speaker notes, kept when the field is left. */
function Notes({ review, revision, slide, notes }: NotesProps) {
  const [text, setText] = useState(notes);
  const save = useMutation(orpc.reviews.note.mutationOptions({ onError: notifyError }));
  return (
    <Panel title="Speaker notes" detail={save.isPending ? 'saving…' : 'never in the partner’s version'}>
      <Textarea
        aria-label="Speaker notes"
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => text !== notes && save.mutate({ review, slide, notes: text, revision })}
      />
    </Panel>
  );
}
