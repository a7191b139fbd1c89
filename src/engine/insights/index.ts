export { find } from './find.ts';
export { insightRows } from './rows.ts';
export { series } from './series.ts';
export { summary } from './summary.ts';
export { today } from './today.ts';
