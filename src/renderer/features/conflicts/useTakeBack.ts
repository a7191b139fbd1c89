import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../client/client.ts';
import { dropUndo, notifyError } from '../../ui/notify.tsx';
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
