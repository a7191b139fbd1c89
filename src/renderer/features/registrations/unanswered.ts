import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { client } from '../../client/client.ts';
import type { Format } from '../../format/useFormat.tsx';
import type { Decision } from './useDecisions.ts';

type Returned = Pick<RegistrationDetail, 'state' | 'clock'>;

/** Whether the partner let the time to answer a return go by: then it may be rejected as incomplete at once. */
export const isUnanswered = (detail: Returned | undefined): boolean =>
  detail?.state === 'returned' && detail.clock.state === 'stopped' && detail.clock.leftHours < 0;

/** The rejection of what was not answered in time, with what was asked for as its reason. */
export function unansweredOf(detail: RegistrationDetail, format: Format): Decision {
  const due = detail.clock.state === 'stopped' ? format.instantDay(detail.clock.answerDueAt) : '';
  const missing = detail.decision?.missing ?? [];
  const reason = `No answer by ${due}${missing.length === 0 ? '' : ` to: ${missing.join('; ')}`}.`;
  return {
    of: detail,
    call: () =>
      client.registrations.reject({ registration: detail.id, revision: detail.revision, code: 'incomplete', reason }),
    said: `${detail.customer} rejected as incomplete: no answer by ${due}.`,
    undo: 'the rejection',
  };
}
