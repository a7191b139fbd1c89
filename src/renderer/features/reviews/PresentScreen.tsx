import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { ReviewId } from '../../../contract/units.ts';
import { orpc, shell } from '../../client/client.ts';
import { useUrlState } from '../../client/useUrlState.ts';
import { useFormat } from '../../format/useFormat.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import classes from './Present.module.css';
import { SlideView } from './SlideView.tsx';

const Place = z.object({ slide: z.coerce.number().optional(), audience: z.enum(['internal', 'partner']).optional() });

/** The review, full screen: arrow keys turn the slides, `s` shows the notes, Escape leaves. */
export function PresentScreen() {
  const format = useFormat();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id: string };
  const [place, setPlace] = useUrlState(Place);
  const [notes, setNotes] = useState(false);
  const review = useQuery(
    orpc.reviews.get.queryOptions({
      input: { review: id as ReviewId, audience: place.audience ?? 'internal', locale: format.locale },
    }),
  );
  const deck = review.data?.deck ?? [];
  const at = Math.min(Math.max(0, place.slide ?? 0), Math.max(0, deck.length - 1));
  const go = (slide: number) => setPlace({ slide: Math.min(Math.max(0, slide), deck.length - 1) });
  useEffect(() => {
    void shell.setFullScreen({ on: true });
    return () => void shell.setFullScreen({ on: false });
  }, []);
  const commands: Command[] = [
    {
      id: 'present.next',
      title: 'Next slide',
      keys: ['arrowright', 'space', 'pagedown', 'enter'],
      repeats: true,
      run: () => go(at + 1),
    },
    {
      id: 'present.back',
      title: 'Slide before',
      keys: ['arrowleft', 'pageup', 'backspace'],
      repeats: true,
      run: () => go(at - 1),
    },
    { id: 'present.first', title: 'First slide', keys: ['home'], run: () => go(0) },
    { id: 'present.last', title: 'Last slide', keys: ['end'], run: () => go(deck.length - 1) },
    { id: 'present.notes', title: 'Speaker notes', keys: ['s'], run: () => setNotes(!notes) },
    {
      id: 'present.leave',
      title: 'Leave',
      keys: ['escape'],
      run: () => void navigate({ to: '/reviews/$id', params: { id } }),
    },
  ];
  useCommands('Presenting', commands);
  if (review.isError)
    return (
      <ErrorPanel error={review.error} retry={() => void review.refetch()} doing="The review could not be shown" />
    );
  const slide = deck[at];
  if (review.data === undefined || slide === undefined) return <main className={classes.stage} aria-busy="true" />;
  return (
    <main className={classes.stage} data-notes={notes || undefined}>
      <h1 className="visually-hidden">{review.data.title}</h1>
      <div className={classes.fit}>
        <SlideView
          slide={slide}
          title={review.data.title}
          asOf={`as of ${format.date(review.data.asOf)}`}
          place={`${at + 1} / ${deck.length}`}
          head={review.data.head}
        />
      </div>
      {notes && (
        <aside className={classes.notes} aria-label="Speaker notes">
          {slide.notes}
        </aside>
      )}
      <div className="visually-hidden" role="status">
        Slide {at + 1} of {deck.length}: {slide.title}
      </div>
    </main>
  );
}
