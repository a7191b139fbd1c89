export { type AccrualChange, accrueEarnings } from './accrue.ts';
export { estimate } from './estimate.ts';
export { exportStatement } from './export-statement.ts';
export { listAccruals, listStatements } from './list.ts';
export { statement } from './statement.ts';
