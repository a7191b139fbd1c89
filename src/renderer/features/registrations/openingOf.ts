import type { RegistrationItem } from '../../../contract/registrations.ts';
import { client } from '../../client/client.ts';
import type { Decision } from './useDecisions.ts';

type Opened = Awaited<ReturnType<typeof client.conflicts.open>>;

/** The opening of a case, which says its number and is taken back as a whole. */
export function openingOf(
  of: Pick<RegistrationItem, 'id' | 'customer' | 'number'>,
  input: Parameters<typeof client.conflicts.open>[0],
): Decision {
  let opened: Opened | undefined;
  const made = () => {
    if (opened === undefined) throw new Error(`expected the case of ${of.number} to be open, found none`);
    const { id, number } = opened;
    return { id, number, takeBack: () => client.conflicts.takeBackOpening({ case: id }) };
  };
  return {
    of,
    call: async () => {
      opened = await client.conflicts.open(input);
      return undefined;
    },
    said: () => `${of.customer} is in case ${made().number} now.`,
    undo: 'the opening of its case',
    made,
  };
}
