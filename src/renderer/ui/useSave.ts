import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SaveKind } from '../../contract/shell.ts';
import type { Grant, GrantId } from '../../contract/units.ts';
import { shell } from '../client/client.ts';
import { notify, notifyError } from './notify.tsx';

type Written = { file: string; rows: number };

export type SaveAs = {
  suggestedName: string;
  kind: (typeof SaveKind)['options'][number];
  /** Writes to the place the person chose. */
  write: (to: { grant: GrantId }) => Promise<Written>;
  /** What is said then: “decisions.xlsx written: 40 registrations.” */
  said: (written: Written) => string;
};

/** A file's name without what no file system takes. */
export const fileName = (text: string): string => text.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim();

/** Asks where to, writes there, says so, and keeps the last file at hand to be shown in its folder. */
export function useSave() {
  const [last, setLast] = useState<{ grant: Grant; file: string }>();
  const save = useMutation({
    mutationFn: async ({ suggestedName, kind, write }: SaveAs) => {
      const grant = await shell.chooseSave({ suggestedName, kind });
      return grant === null ? null : { grant, written: await write({ grant: grant.grant }) };
    },
    onSuccess: (done, { said }) => {
      if (done === null) return;
      setLast({ grant: done.grant, file: done.written.file });
      notify({ message: said(done.written), tone: 'pass' });
    },
    onError: notifyError,
  });
  const reveal = () => {
    if (last !== undefined) shell.revealFile({ grant: last.grant.grant }).catch(notifyError);
  };
  return { save: (what: SaveAs) => save.mutate(what), saving: save.isPending, last, reveal };
}
