import { useMutation } from '@tanstack/react-query';
import type { Audience } from '../../../contract/reviews.ts';
import type { ReviewId } from '../../../contract/units.ts';
import { client, shell } from '../../client/client.ts';
import { notify, notifyError } from '../../ui/notify.tsx';

/** Asks where to and writes the review there; the partner's version is searched for other partners' data first. */
export function useExportReview(review: ReviewId, audience: Audience, title: string) {
  const write = useMutation({
    mutationFn: async (format: 'pdf' | 'json') => {
      const to = await shell.chooseSave({
        suggestedName: `${title.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${format}`,
        kind: format,
      });
      return to === null ? null : client.reviews.export({ review, audience, format, to: { grant: to.grant } });
    },
    onSuccess: (written) => {
      if (written !== null) notify({ message: `${written.file} written, ${written.rows} slides.`, tone: 'pass' });
    },
    onError: notifyError,
  });
  return { save: (format: 'pdf' | 'json') => write.mutate(format), saving: write.isPending };
}
