import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProgrammeBody } from '../../../contract/programme.ts';
import type { IsoDate } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { notify } from '../../ui/notify.tsx';
import { type NumberField, withValueAt } from './sections.ts';
import { type WrongNumber, wrongNumbers } from './wrongNumbers.ts';

/** The programme in force, the changes made to it on the page, and how they become the next edition. */
export function useProgrammeDraft() {
  const format = useFormat();
  const programme = useQuery(orpc.programme.get.queryOptions({ input: {} }));
  const [draft, setDraft] = useState<ProgrammeBody>();
  const [from, setFrom] = useState<string>();
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<readonly WrongNumber[]>([]);
  const newest = programme.data?.editions.at(-1);
  const isAhead = newest !== undefined && newest.edition !== programme.data?.current.edition;
  // A change is made to the newest edition, though it may not be in force yet: else it would take that one back.
  const ahead = useQuery(orpc.programme.get.queryOptions({ input: { on: newest?.from as IsoDate }, enabled: isAhead }));
  const current = isAhead ? ahead.data?.current : programme.data?.current;
  const earliest = programme.data?.earliestChange;
  const start = from ?? (earliest !== undefined && earliest > format.today ? earliest : format.today);
  const save = useMutation(
    orpc.programme.update.mutationOptions({
      onSuccess: (edition) => {
        setDraft(undefined);
        setNote('');
        notify({ message: `Edition ${edition.edition} takes effect on ${format.date(edition.from)}.`, tone: 'pass' });
      },
    }),
  );
  return {
    programme,
    body: draft ?? current?.body,
    before: current?.body,
    /** The edition shown, and whether it is still to come. */
    shown: current,
    isAhead,
    changed: draft !== undefined && JSON.stringify(draft) !== JSON.stringify(current?.body),
    start,
    setFrom,
    note,
    setNote,
    save,
    wrong: new Map(wrong.map(({ at, why }) => [at, why])),
    change: (path: NumberField['path'], value: number) => {
      setWrong((were) => were.filter(({ at }) => at !== path.join('.')));
      setDraft((body) => withValueAt(body ?? (current?.body as ProgrammeBody), path, value));
    },
    replace: (body: unknown) => setDraft(body as ProgrammeBody),
    discard: () => {
      setDraft(undefined);
      setWrong([]);
      save.reset();
    },
    submit: () => {
      if (newest === undefined || draft === undefined) return;
      const found = wrongNumbers(draft);
      setWrong(found);
      if (found.length > 0) {
        const said = found.map(({ title, why }) => `${title}: ${why}`).join('; ');
        notify({ message: `Nothing was saved. ${said}.`, tone: 'fail' });
        return;
      }
      save.mutate({ basedOn: newest.edition, from: start as IsoDate, body: draft, note });
    },
  };
}
