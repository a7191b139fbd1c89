export { GENESIS, lastEntry } from './chain.ts';
export { change, changeIfAny, changeInSteps, record, rehearse, type Step, type WriteTx } from './change.ts';
export { historyOf, listEntries } from './list.ts';
export { verifyJournal } from './verify.ts';
