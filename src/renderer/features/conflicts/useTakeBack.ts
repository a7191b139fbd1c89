import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../client/client.ts';
import { dropUndo, notify, notifyError } from '../../ui/notify.tsx';
import { useKept } from './useKept.ts';

/** Takes a letter of the customer back. */
export function useTakeBack() {
  const kept = useKept(() => undefined);
  return useMutation(
    orpc.conflicts.takeBackPreference.mutationOptions({
      onSuccess: (back, { preference }) => {
        dropUndo(preference);
        kept(back, { said: `${back.number}: the customer’s letter was taken back.` });
      },
      onError: notifyError,
    }),
  );
}

/** Takes back what the claimants of a case were asked for. */
export function useTakeRequestBack() {
  const kept = useKept(() => undefined);
  return useMutation(
    orpc.conflicts.undo.mutationOptions({
      onSuccess: (back) => kept(back, { said: `${back.number}: the request was taken back.` }),
      onError: notifyError,
    }),
  );
}

/** Takes back the opening of a case, and leads to those that there are. */
export function useTakeOpeningBack() {
  const navigate = useNavigate();
  return useMutation(
    orpc.conflicts.takeBackOpening.mutationOptions({
      onSuccess: async ({ number }, { case: id }) => {
        await navigate({ to: '/cases', replace: true });
        dropUndo(id);
        notify({ message: `The opening of ${number} was taken back; its claims are in the queue as before.` });
      },
      onError: notifyError,
    }),
  );
}
