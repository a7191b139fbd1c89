import { CaseCriterion } from '../../contract/programme.ts';
import type { Crm } from './crm.ts';
import type { DemoClaim } from './deals.ts';
import { type Office, quietly } from './office.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

type Detail = Awaited<ReturnType<Office['client']['registrations']['get']>>;
type Case = Awaited<ReturnType<Office['client']['conflicts']['get']>>;

/** Cases opened after this are still being scored, or wait for their ruling, when the demo is opened. */
const CASES_STAY_OPEN_FROM = Date.UTC(2026, 8, 14);

/** The table where cases are scored, ruled and sometimes appealed. */
export class CaseTable {
  private readonly office: Office;
  private readonly crm: Crm;
  private readonly random: Random;
  private ruled = 0;

  constructor(office: Office, crm: Crm, random: Random) {
    this.office = office;
    this.crm = crm;
    this.random = random;
  }

  /** Opens a case where somebody else claims the same; false where nobody does. */
  async openFor(detail: Detail, claim: DemoClaim): Promise<boolean> {
    const { client, diary, now } = this.office;
    const live = detail.competing.filter((one) => one.state === 'submitted' || one.state === 'open');
    const registrations = live.filter((one) => one.kind === 'registration').map((one) => one.id);
    const opportunities = live.filter((one) => one.kind === 'opportunity').map((one) => one.id);
    if (registrations.length + opportunities.length === 0) return false;
    const opened = await client.conflicts.open({ registrations: [detail.id, ...registrations], opportunities });
    const stays = now.at > CASES_STAY_OPEN_FROM;
    if (stays && this.random.chance(0.5)) return true;
    diary.add(now.at + this.random.int(1, 4) * DAY_MS, () => this.score(opened.id, claim, stays));
    return true;
  }

  private async score(id: string, claim: DemoClaim, stays: boolean): Promise<void> {
    const { client, diary, now } = this.office;
    const current = await client.conflicts.get({ case: id });
    const scores = Object.fromEntries(
      current.list.map((one) => [
        one.label,
        Object.fromEntries(CaseCriterion.options.map((criterion) => [criterion, this.random.int(1, 4)])),
      ]),
    );
    now.actor = 'M. Okafor';
    await client.conflicts.score({ case: id, scores, seal: true });
    if (!stays) diary.add(now.at + this.random.int(1, 3) * DAY_MS, () => this.rule(id, claim));
  }

  private async rule(id: string, claim: DemoClaim): Promise<void> {
    const { client, diary, now } = this.office;
    const current = await client.conflicts.get({ case: id });
    const { recommendation } = current;
    if (recommendation === null) return;
    now.actor = 'M. Okafor';
    const ruled = await client.conflicts.rule({
      case: id,
      outcome: recommendation.outcome,
      winner: recommendation.winner,
      clauses: [recommendation.clause],
      reason: recommendation.words,
    });
    this.ruled += 1;
    this.openWinner(ruled, claim);
    if (this.ruled % 5 === 0) diary.add(now.at + 3 * DAY_MS, () => quietly(() => this.appeal(ruled)));
  }

  private openWinner(ruled: Case, claim: DemoClaim): void {
    const winner = ruled.list.find((one) => one.label === ruled.ruling?.winner)?.revealed;
    const partner = this.office.world.partners.find((one) => one.name === winner?.partnerName);
    if (partner !== undefined) this.crm.open({ ...claim, partner }, this.office.now.at);
  }

  private async appeal(ruled: Case): Promise<void> {
    const { client, diary, now } = this.office;
    const loser = ruled.list.find((one) => one.kind === 'registration' && one.label !== ruled.ruling?.winner);
    if (loser === undefined) return;
    now.actor = 'Intake';
    await client.conflicts.appeal({
      case: ruled.id,
      by: loser.label,
      grounds: 'Our visit in the plant was earlier, the minutes are attached.',
    });
    const changed = this.random.chance(0.4);
    diary.add(now.at + 6 * DAY_MS, async () => {
      now.actor = 'A. Ferrari';
      await client.conflicts.decideAppeal({
        case: ruled.id,
        outcome: changed ? 'changed' : 'upheld',
        reason: changed
          ? 'The minutes show earlier engagement with the buyer.'
          : 'The minutes were in the file and had been scored.',
        ...(changed
          ? {
              ruling: {
                outcome: 'award' as const,
                winner: loser.label,
                clauses: ['CP3'],
                reason: 'Earlier engagement, shown by signed minutes.',
              },
            }
          : {}),
      });
    });
  }
}
