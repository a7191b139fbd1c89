import { accountsContract } from './accounts.ts';
import { attributionContract } from './attribution.ts';
import { conflictsContract } from './conflicts.ts';
import { exchangeContract } from './exchange.ts';
import { incentivesContract } from './incentives.ts';
import { insightsContract } from './insights.ts';
import { journalContract } from './journal.ts';
import { matchingContract } from './matching.ts';
import { partnersContract } from './partners.ts';
import { programmeContract } from './programme.ts';
import { protectionContract, registrationsContract } from './registrations.ts';
import { reviewsContract } from './reviews.ts';
import { workspaceContract } from './workspace.ts';

/** Every procedure of the engine, as renderer, command line and tests see it. */
export const contract = {
  workspace: workspaceContract,
  exchange: exchangeContract,
  partners: partnersContract,
  accounts: accountsContract,
  registrations: registrationsContract,
  protection: protectionContract,
  conflicts: conflictsContract,
  attribution: attributionContract,
  incentives: incentivesContract,
  insights: insightsContract,
  reviews: reviewsContract,
  journal: journalContract,
  programme: programmeContract,
  matching: matchingContract,
};

export type Contract = typeof contract;
