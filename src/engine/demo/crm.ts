import { type DemoClaim, type DemoOpportunity, type DemoWorld, opportunityFor } from './deals.ts';
import type { Random } from './random.ts';
import type { DemoAccount } from './world.ts';

const DAY_MS = 86_400_000;

/** The vendor's CRM: what it holds grows as deals are opened. */
export class Crm {
  readonly accounts: Map<string, DemoAccount>;
  readonly opportunities: DemoOpportunity[];
  private next = 1;
  private readonly random: Random;

  constructor(world: DemoWorld, random: Random) {
    this.accounts = new Map(world.accounts.map((account) => [account.key, account]));
    this.opportunities = [...world.opportunities];
    this.random = random;
  }

  /** What an approved claim becomes, some days after. */
  open(claim: DemoClaim, approvedAt: number): void {
    if (claim.becomes === 'stalled') return;
    const openedAt = approvedAt + this.random.int(3, 24) * DAY_MS;
    this.accounts.set(claim.account.key, claim.account);
    this.opportunities.push(
      opportunityFor(this.random, `OPP-${70_000 + this.next++}`, claim.account, {
        openedAt,
        closeAt: openedAt + this.random.int(40, 170) * DAY_MS,
        result: claim.becomes,
        partnerName: this.random.chance(0.85) ? claim.partner.name : null,
        family: claim.family,
        product: claim.product,
        amount: Math.round(claim.amount * (0.8 + this.random.next() * 0.4)),
        currency: claim.currency,
      }),
    );
  }
}
