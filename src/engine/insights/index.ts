export { amountsOf } from './facts.ts';
export { find } from './find.ts';
export { type PartnerFigures, partnerFigures, wonIn } from './partner-figures.ts';
export { type Picture, pictureDuring, pictureOf, sourcedOpen, sourcedWon } from './picture.ts';
export { insightRows } from './rows.ts';
export { extractsOf, instantsOf, type Scope, scopeOn } from './scope.ts';
export { series } from './series.ts';
export type { DealRow } from './sql.ts';
export { cohortIsMature, funnelStages, summary } from './summary.ts';
export { tileOf } from './tiles.ts';
export { today } from './today.ts';
export {
  businessWords,
  counted,
  countWords,
  leftOutWords,
  listWords,
  moneyWords,
  rateWords,
  spokenMoneyWords,
} from './words.ts';
