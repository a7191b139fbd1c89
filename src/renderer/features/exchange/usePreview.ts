import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { BatchId, IsoDate } from '../../../contract/units.ts';
import { client } from '../../client/client.ts';
import { type Job, useJob, useStopOnLeave } from '../../client/useJob.ts';
import { notify, notifyError } from '../../ui/notify.tsx';
import { type GivenFile, keepPreview } from './keptPreviews.ts';
import { filesInWords } from './kinds.ts';

export type Preview = {
  job: Job;
  /** Reads the files and opens the page of what they would change. */
  read: (given: readonly GivenFile[], how: How) => Promise<void>;
};

export type How = {
  asOf: IsoDate | undefined;
  /** The preview that this one takes the place of. */
  instead?: BatchId | undefined;
  /** Opens the page at its mapping. */
  mapping?: boolean | undefined;
  /** Opens the page at this table. */
  table?: string | undefined;
};

const asked = ({ grant, kind, sheet, mapping, repairs }: GivenFile) => ({
  grant: grant.grant,
  ...(kind === undefined ? {} : { kind }),
  ...(sheet === undefined ? {} : { sheet }),
  ...(mapping === undefined ? {} : { mapping }),
  ...(repairs === undefined ? {} : { repairs: [...repairs] }),
});

/** Says what importing files would do: nothing is changed by it. */
export function usePreview(): Preview {
  const navigate = useNavigate();
  const job = useJob();
  const here = useRef(true);
  useStopOnLeave(job);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const read: Preview['read'] = async (given, { asOf, instead, mapping, table }) => {
    if (given.length === 0) return;
    const label = `Reading ${filesInWords(given.map(({ grant }) => grant.name))}`;
    const done = await job.run(label, (name, signal) =>
      client.exchange.preview(
        { files: given.map(asked), job: name, ...(asOf === undefined ? {} : { asOf }) },
        { signal },
      ),
    );
    if (done.end === 'stopped' && here.current) tellStopped();
    if (done.end !== 'done' || !here.current) return;
    const answer = done.result;
    keepPreview({ answer, given, asOf });
    await navigate({
      to: '/files/$batch',
      params: { batch: answer.batch },
      search: { ...(mapping === true ? { mapping } : {}), ...(table === undefined ? {} : { file: table }) },
      replace: instead !== undefined,
    });
    // Only once its page is left: a reload in between would otherwise ask for what is gone.
    if (instead !== undefined && instead !== answer.batch) {
      client.exchange.discard({ batch: instead }).catch(notifyError);
    }
  };
  return { job, read };
}

/** Says that work was stopped by the person who waits. */
export const tellStopped = (): void => notify({ message: 'Stopped. Nothing was changed.' });
