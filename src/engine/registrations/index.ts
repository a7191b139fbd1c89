export { answerReturn } from './answer-return.ts';
export { approve, approveInto } from './approve.ts';
export { backToCase } from './back-to-case.ts';
export { maskOfCases } from './blind.ts';
export {
  asBeforeCase,
  askInCase,
  backFromCase,
  isJustPutIntoCase,
  ruleByAfter,
  sealedInCase,
  setCase,
  takeBackRequest,
} from './case.ts';
export { closeInto, reopenInto } from './close.ts';
export { contentHashOf } from './content-hash.ts';
export { extendProtection } from './extend-protection.ts';
export { getRegistration } from './get-registration.ts';
export { listProtections } from './list-protections.ts';
export { listRegistrations } from './list-registrations.ts';
export { endProtection, lapseInto } from './protect.ts';
export { dueAsExtractAged, dueForRecheck, type Rechecked, recheck } from './recheck.ts';
export { recordMeeting } from './record-meeting.ts';
export { reject, rejectInto } from './reject.ts';
export { resolveAccount, withoutAccount } from './resolve-account.ts';
export { returnForInformation } from './return-for-information.ts';
export { liveClaimsOn } from './rivals.ts';
export { submit, submitInto } from './submit.ts';
export { undoDecision } from './undo-decision.ts';
export { unfileInto } from './unfile.ts';
export { withdraw } from './withdraw.ts';
