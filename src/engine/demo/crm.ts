import type { DemoClaim } from './claims.ts';
import { type DemoOpportunity, directOpportunities, opportunityFor } from './deals.ts';
import type { DemoWorld } from './demo-world.ts';
import type { Random } from './random.ts';
import type { DemoAccount } from './world.ts';

const DAY_MS = 86_400_000;

/** The vendor's CRM: what it holds grows as deals are opened. */
export class Crm {
  readonly opportunities: DemoOpportunity[];
  private next = 1;
  private won = 0;
  private readonly random: Random;
  private readonly world: DemoWorld;

  constructor(world: DemoWorld, random: Random) {
    this.opportunities = [...world.opportunities];
    this.random = random;
    this.world = world;
  }

  /** What an approved claim becomes, some days after. */
  open(claim: DemoClaim, approvedAt: number, lastsDays = this.random.int(40, 170)): void {
    if (claim.becomes === 'stalled') return;
    const openedAt = approvedAt + this.random.int(3, 24) * DAY_MS;
    const closeAt = openedAt + lastsDays * DAY_MS;
    const amount = claim.amount * (0.8 + this.random.next() * 0.4);
    this.opportunities.push(
      opportunityFor(this.random, `OPP-${70_000 + this.next++}`, claim.account, {
        openedAt,
        closeAt,
        result: claim.becomes,
        partnerName: this.random.chance(0.85) ? claim.partner.name : null,
        family: claim.family,
        renewal: claim.renewal ?? false,
        product: claim.product,
        amount: Math.round(amount),
        refundedAt: claim.becomes === 'won' ? this.takenBackAt(closeAt) : null,
      }),
    );
  }

  /** Every fourteenth win is taken back: by turns within half a year, and after it. */
  private takenBackAt(wonAt: number): number | null {
    this.won += 1;
    if (this.won % 14 !== 0) return null;
    const days = this.won % 28 === 0 ? this.random.int(200, 330) : this.random.int(50, 160);
    return wonAt + days * DAY_MS;
  }

  /**
   * What the vendor's own people brought in beside all this since an extract, so that the one of now ends with round numbers.
   *
   * @returns the accounts nobody has a deal with yet
   */
  grow(since: number, until: number, wanted: { accounts: number; opportunities: number }): readonly DemoAccount[] {
    const { accounts, reserve } = this.world;
    const shown = this.opportunities.filter((one) => one.openedAt <= until);
    const known = new Set([...accounts, ...shown.map((one) => one.account)]);
    const missing = { accounts: wanted.accounts - known.size, opportunities: wanted.opportunities - shown.length };
    if (missing.accounts < 0 || missing.accounts > reserve.length || missing.opportunities < 0)
      throw new Error(
        `expected less than ${JSON.stringify(wanted)} before the last extract, found ${known.size} and ${shown.length}`,
      );
    const span = { from: since, until, count: missing.opportunities, first: 90_000 };
    this.opportunities.push(...directOpportunities(this.random, accounts, span));
    return reserve.slice(0, missing.accounts);
  }
}
