import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { client } from '../../client/client.ts';
import type { Format } from '../../format/useFormat.tsx';
import type { Decision } from './useDecisions.ts';

/** An approval as a decision: what is called, and what is said afterwards. */
export function approvalOf(detail: RegistrationDetail, format: Format): Decision {
  const approved = detail.ifApproved;
  const until = approved === null ? '' : `, protected until ${format.date(approved.protectedUntil)}`;
  return {
    of: detail,
    call: () => client.registrations.approve({ registration: detail.id, revision: detail.revision }),
    said: `${detail.customer} approved${approved?.provisional === true ? ' provisionally' : ''}${until}.`,
    undo: 'the approval',
  };
}
