export { lastEntry } from './chain.ts';
export {
  change,
  changeIfAny,
  changeInSteps,
  record,
  rehearse,
  type Step,
  type StepControl,
  type WriteTx,
} from './change.ts';
export { listEntries } from './list.ts';
export { verifyInTurns, verifyJournal } from './verify.ts';
