export { changeNotes, commit } from './change.ts';
export { createReview } from './create.ts';
export { exportReview } from './export.ts';
export { getReview } from './get.ts';
export { listCommitments, listReviews } from './list.ts';
