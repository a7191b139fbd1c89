import { CaseCriterion } from '../../contract/programme.ts';
import type { DemoClaim } from './claims.ts';
import { evidenceOf } from './claims-in.ts';
import type { Crm } from './crm.ts';
import { isoDay, type Office, quietly } from './office.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

type Detail = Awaited<ReturnType<Office['client']['registrations']['get']>>;
type Case = Awaited<ReturnType<Office['client']['conflicts']['get']>>;

/** Cases opened after this are still being scored, or wait for their ruling, when the demo is opened. */
const CASES_STAY_OPEN_FROM = Date.UTC(2026, 8, 23);
/** Appeals filed after this are not answered yet. */
const APPEALS_WAIT_FROM = Date.UTC(2026, 8, 20);
/** Claimants asked after this still have time to answer. */
const ANSWERS_WAIT_FROM = Date.UTC(2026, 9, 6);

/** The table where cases are scored, ruled and sometimes appealed. */
export class CaseTable {
  private readonly office: Office;
  private readonly crm: Crm;
  private readonly random: Random;
  private opened = 0;
  /** Of them between partners. */
  private rivalled = 0;
  private late = 0;
  /** The claimants of a late case have been asked, and not all have answered. */
  private waits = false;
  private ruled = 0;

  constructor(office: Office, crm: Crm, random: Random) {
    this.office = office;
    this.crm = crm;
    this.random = random;
  }

  /** Opens a case where somebody else claims the same; false where nobody does. `decide` goes on should it be dismissed. */
  async openFor(detail: Detail, claim: DemoClaim, decide: () => Promise<void>): Promise<boolean> {
    const { client, diary, now } = this.office;
    const live = detail.competing.filter((one) => one.state === 'submitted' || one.state === 'open');
    const rivals = live.filter((one) => one.kind === 'registration').map((one) => one.id);
    const opportunities = live.filter((one) => one.kind === 'opportunity').map((one) => one.id);
    if (rivals.length + opportunities.length === 0) return false;
    const { id } = await client.conflicts.open({ registrations: [detail.id, ...rivals], opportunities });
    this.opened += 1;
    const [rival] = rivals;
    if (rival !== undefined) this.rivalled += 1;
    if (this.opened % 16 === 7 && rival !== undefined) {
      diary.add(now.at + DAY_MS, () => this.dismiss(id, rival, decide));
      return true;
    }
    const stays = now.at > CASES_STAY_OPEN_FROM;
    if (stays) this.late += 1;
    const asks = stays ? now.at > ANSWERS_WAIT_FROM && !this.waits : this.opened % 6 === 3;
    if (asks) await this.ask(id, [detail.id, ...rivals], claim, stays);
    if (stays && (asks || this.late % 2 === 1)) return true;
    if (!stays && this.rivalled % 6 === 2 && rival !== undefined)
      diary.add(now.at + DAY_MS / 2, () => this.letter(id, claim));
    diary.add(now.at + (asks ? 11 : this.random.int(1, 4)) * DAY_MS, () => this.score(id, claim, stays));
    return true;
  }

  /** Asks everybody for the same, and enters the answers: the last one is sometimes silent. */
  private async ask(id: string, registrations: readonly string[], claim: DemoClaim, waits: boolean): Promise<void> {
    const { client, diary, now } = this.office;
    await client.conflicts.ask({
      case: id,
      missing: ['minutes of the first meeting', 'who at the customer asked for the offer'],
      note: 'The same to everybody who claims this deal.',
    });
    this.waits ||= waits;
    const silent = waits || this.opened % 12 === 3 ? 1 : 0;
    for (const [index, registration] of registrations.slice(0, registrations.length - silent).entries()) {
      diary.add(now.at + (1 + index) * DAY_MS, () =>
        quietly(async () => {
          now.actor = 'Intake';
          const first = evidenceOf(claim)[0];
          if (first === undefined) return;
          const note = 'Minutes of the first meeting with purchasing, signed by both sides.';
          await client.registrations.answer({ registration, brought: { evidence: [{ ...first, note }] } });
        }),
      );
    }
  }

  /** The customer writes whom it wants. */
  private async letter(id: string, { contact }: DemoClaim): Promise<void> {
    const { client, now } = this.office;
    const { list } = await client.conflicts.get({ case: id });
    const preferred = list.find((one) => one.kind === 'registration');
    if (preferred === undefined) return;
    now.actor = 'Intake';
    await client.conflicts.recordPreference({
      case: id,
      claim: preferred.label,
      date: isoDay(now.at),
      writtenBy: `${contact.name}, ${contact.title}`,
      note: 'We wish to go on with the people who measured the line with us in spring.',
    });
  }

  /** There was nothing to decide between: the rival meant another deal, and takes its claim back. */
  private async dismiss(id: string, rival: string, decide: () => Promise<void>): Promise<void> {
    const { client, diary, now } = this.office;
    now.actor = 'A. Ferrari';
    await client.conflicts.dismiss({ case: id, reason: 'Two sites, two deals: one of both named the wrong plant.' });
    diary.add(now.at + DAY_MS / 8, async () => {
      now.actor = 'Intake';
      await client.registrations.withdraw({ registration: rival, reason: 'Meant for another plant; filed anew.' });
    });
    diary.add(now.at + DAY_MS / 4, decide);
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
    if (this.ruled % 4 === 0 || now.at > APPEALS_WAIT_FROM - 14 * DAY_MS)
      diary.add(now.at + 3 * DAY_MS, () => quietly(() => this.appeal(ruled)));
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
    if (now.at > APPEALS_WAIT_FROM) return;
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
