import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { RegistrationItem } from '../../../contract/registrations.ts';
import { client, orpc } from '../../client/client.ts';
import { dropUndo, notify, notifyError } from '../../ui/notify.tsx';
import type { ReviewQueue } from './useQueue.ts';

type Page = { items: RegistrationItem[]; total: number; next: string | null };
type Lists = [readonly unknown[], InfiniteData<Page> | undefined][];

/** A decision on its way: what is called, and what is said when it is taken. */
export type Decision = {
  of: Pick<RegistrationItem, 'id' | 'customer' | 'number'>;
  call: () => Promise<RegistrationItem | undefined>;
  /** What is said once it is taken: “Halden Precision approved, protected until 9 Jan 2027.” */
  said: string | (() => string);
  /** What is taken back, in words: “the approval”. Left out, it can’t be. */
  undo?: string | undefined;
  /** What is taken back and how, where that is not the registration’s own last decision. */
  made?: (() => { id: string; takeBack: () => Promise<unknown> }) | undefined;
  /** The registration stays where it is and stays shown: a meeting recorded, an answer entered. */
  stays?: boolean | undefined;
  /** Where it stands now, for a screen that follows it. */
  after?: ((done: RegistrationItem) => void) | undefined;
};

/** Without a registration in every list that is loaded; what else they hold stays as it is, so nothing jumps. */
function withoutIt(lists: Lists, id: string): Lists {
  return lists.map(([key, data]) => {
    if (data === undefined || !data.pages.some((page) => page.items.some((item) => item.id === id))) return [key, data];
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => item.id !== id),
      total: page.total - 1,
    }));
    return [key, { ...data, pages }];
  });
}

/** Takes decisions, moves on to the next one at once, and offers to take each back. */
export function useDecisions(queue: ReviewQueue, focusList: () => void) {
  const queries = useQueryClient();
  const listKey = orpc.registrations.list.key({ type: 'infinite' });
  const latest = useRef(queue);
  latest.current = queue;
  const moveOn = async ({ of, stays }: Decision): Promise<Lists> => {
    if (stays === true) return [];
    const next = latest.current.neighbour();
    await queries.cancelQueries({ queryKey: listKey });
    const before = queries.getQueriesData<InfiniteData<Page>>({ queryKey: listKey });
    for (const [key, data] of withoutIt(before, of.id)) queries.setQueryData(key, data);
    if (latest.current.chosen === of.id) {
      latest.current.select(next === of.id ? undefined : next);
      focusList();
    }
    return before;
  };
  const undo = ({ of, undo: what, made }: Pick<Decision, 'of' | 'undo' | 'made'>) => {
    (made?.().takeBack() ?? client.registrations.undo({ registration: of.id })).then(async () => {
      // What was kept of it has the old revision: a key pressed at once would be refused for it.
      const queryKey = orpc.registrations.get.key({ input: { registration: of.id } });
      await queries.invalidateQueries({ queryKey, refetchType: 'all' });
      dropUndo(made?.().id ?? of.id);
      notify({ message: `${of.customer}: ${what ?? 'the decision'} was taken back.` });
      latest.current.select(of.id);
      focusList();
    }, notifyError);
  };
  const say = (decision: Decision) =>
    notify({
      message: typeof decision.said === 'string' ? decision.said : decision.said(),
      tone: 'pass',
      undo: decision.undo === undefined ? undefined : () => undo(decision),
      // The engine takes back the last decision on it: the notice of one before must not offer that.
      undoOf: decision.made?.().id ?? decision.of.id,
    });
  // Where nothing more is asked, the next one is there before the engine has answered.
  const atOnce = useMutation({
    mutationFn: (decision: Decision) => decision.call(),
    onMutate: moveOn,
    onSuccess: (_, decision) => say(decision),
    onError: (error, decision, before) => {
      for (const [key, data] of before ?? []) queries.setQueryData(key, data);
      void queries.invalidateQueries({ queryKey: listKey });
      latest.current.select(decision.of.id);
      notifyError(error);
    },
  });
  // A dialog stays until the engine has answered: what was typed must not be lost to a refusal.
  const fromDialog = useMutation({
    mutationFn: (decision: Decision) => decision.call(),
    onSuccess: async (done, decision) => {
      await moveOn(decision);
      if (done !== undefined) decision.after?.(done);
      say(decision);
    },
  });
  return { atOnce, fromDialog, undo };
}

export type Decisions = ReturnType<typeof useDecisions>;
