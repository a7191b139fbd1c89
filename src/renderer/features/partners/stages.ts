import { PartnerStage } from '../../../contract/partners.ts';

/** The life cycle, in its order. */
export const STAGES = PartnerStage.options;

/** The stages as titles, and what the vendor does in each. */
export const STAGE_TITLES: Readonly<Record<PartnerStage, { title: string; words: string }>> = {
  strategize: { title: 'Strategize', words: 'who could it be?' },
  recruit: { title: 'Recruit', words: 'in talks' },
  onboard: { title: 'Onboard', words: 'signed, being set up' },
  enable: { title: 'Enable', words: 'people are being certified' },
  incentivize: { title: 'Incentivize', words: 'brings first deals' },
  accelerate: { title: 'Accelerate', words: 'sells by itself' },
  renew: { title: 'Renew', words: 'agreement runs out soon' },
  exit: { title: 'Exit', words: 'leaving' },
};
