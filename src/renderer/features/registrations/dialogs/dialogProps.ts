import type { RegistrationDetail } from '../../../../contract/registrations.ts';
import type { Decisions } from '../useDecisions.ts';

/** What every dialog about the shown registration is given; each is mounted while it is open. */
export type DialogProps = { detail: RegistrationDetail; decisions: Decisions; onClose: () => void };
