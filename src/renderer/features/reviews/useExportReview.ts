import { useState } from 'react';
import type { Audience } from '../../../contract/reviews.ts';
import type { ReviewId } from '../../../contract/units.ts';
import { client, shell } from '../../client/client.ts';
import { useJob, useStopOnLeave } from '../../client/useJob.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { notify, notifyError } from '../../ui/notify.tsx';
import { fileName } from '../../ui/useSave.ts';

/** Asks where to and writes the review there as PDF; the partner's version is searched for other partners' data first. */
export function useExportReview(review: ReviewId, audience: Audience, title: string) {
  const format = useFormat();
  const job = useJob();
  const [asking, setAsking] = useState(false);
  useStopOnLeave(job);
  const save = async () => {
    setAsking(true);
    const to = await shell
      .chooseSave({ suggestedName: `${fileName(title)}.pdf`, kind: 'pdf' })
      .finally(() => setAsking(false));
    if (to === null) return;
    const outcome = await job.run('Drawing the slides', async (name, signal) => {
      const { grant } = to;
      const input = { review, audience, format: 'pdf', to: { grant }, locale: format.locale, job: name } as const;
      try {
        return await client.reviews.export(input, { signal });
      } catch (error) {
        if (!signal.aborted) notifyError(error);
        throw error;
      }
    });
    if (outcome.end === 'done') {
      const { file, rows } = outcome.result;
      notify({ message: `${file} written, ${format.counted(rows, 'slide', 'slides')}.`, tone: 'pass' });
    } else if (outcome.end === 'stopped') {
      notify({
        message: outcome.anyway ? 'The PDF was written before it could be stopped.' : 'Stopped; no PDF was written.',
      });
    }
  };
  return { save: () => void save().catch(notifyError), saving: asking || job.state !== undefined, job };
}
