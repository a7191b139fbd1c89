import type { ProgrammeBody } from '../../contract/programme.ts';
import type { EpochMs } from '../../contract/units.ts';
import { programmeAt } from '../programme/index.ts';
import { addBusinessHours } from '../programme/rules/calendar.ts';
import { CaseTable } from './case-table.ts';
import type { DemoClaim } from './claims.ts';
import { evidenceOf, inputOf, registrationsFile } from './claims-in.ts';
import type { Crm } from './crm.ts';
import { DEMO_NOW, type DemoOpportunity, LAST_EXTRACT } from './deals.ts';
import { importFiles, isoDay, type Office, quietly } from './office.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DECIDERS = ['M. Okafor', 'J. Lindqvist', 'A. Ferrari'] as const;

type Detail = Awaited<ReturnType<Office['client']['registrations']['get']>>;

/** Claims received after this are mostly still on the desk when the demo is opened. */
const DESK_FILLS_FROM = Date.UTC(2026, 9, 8);

/** What came in from here to the last extract was sent back for the minutes of a talk, which come on the Friday and the Monday before the demo opens. */
const SENT_BACK_FROM = Date.UTC(2026, 8, 28);
const MINUTES_COME_FROM = Date.UTC(2026, 9, 9, 13, 10);

/** The desk where registrations are decided, as three people with ordinary habits would. */
export class Desk {
  private readonly office: Office;
  private readonly crm: Crm;
  private readonly random: Random;
  private readonly cases: CaseTable;
  #sentBack = 0;

  constructor(office: Office, crm: Crm, random: Random) {
    this.office = office;
    this.crm = crm;
    this.random = random;
    this.cases = new CaseTable(office, crm, random);
  }

  /** Sets when each claim arrives: those by file together, once a week; the others one by one. */
  expect(claims: readonly DemoClaim[]): void {
    const { diary } = this.office;
    const weekly = new Map<number, DemoClaim[]>();
    for (const claim of claims) {
      if (claim.byFile) {
        const week = Math.floor(claim.receivedAt / (14 * DAY_MS));
        weekly.set(week, [...(weekly.get(week) ?? []), claim]);
      } else diary.add(claim.receivedAt, () => this.file(claim));
    }
    for (const together of weekly.values()) {
      const last = together.at(-1);
      if (last !== undefined)
        diary.add(Math.min(last.receivedAt + HOUR_MS, DEMO_NOW - 60_000), () => this.fileTogether(together));
    }
  }

  private later(hours: number): number {
    const { calendar } = programmeAt(this.office.db, { at: this.office.now.at as EpochMs, actor: '' });
    return addBusinessHours(this.office.now.at as EpochMs, hours, calendar);
  }

  /** Files a claim by hand; it is decided in its time. */
  async file(claim: DemoClaim): Promise<void> {
    this.office.now.actor = 'Intake';
    const registration = await this.office.client.registrations.submit(inputOf(claim));
    this.plan(registration.id, claim);
  }

  private async fileTogether(claims: readonly DemoClaim[]): Promise<void> {
    const { office } = this;
    office.now.actor = 'Intake';
    await importFiles(
      office,
      { [`registrations-${isoDay(office.now.at)}.csv`]: registrationsFile(claims) },
      office.now.at,
    );
    for (const claim of claims) {
      const row = office.db.get<{ id: string }>(
        'SELECT id FROM registrations WHERE received_at = ? AND customer_name = ? AND partner_id = (SELECT id FROM partners WHERE key = ?)',
        claim.receivedAt,
        claim.customerName,
        claim.partner.key,
      );
      if (row === undefined) continue;
      this.plan(row.id, claim);
    }
  }

  private plan(registration: string, claim: DemoClaim): void {
    const waits = claim.receivedAt > DESK_FILLS_FROM && !claim.rivalled && this.random.chance(0.8);
    const hours =
      claim.rivalled || claim.against !== null
        ? 13.5 + this.random.next() * 2
        : 1 + this.random.next() * (this.random.chance(0.12) ? 24 : 12);
    const at = waits ? DEMO_NOW + DAY_MS : this.later(hours);
    this.office.diary.add(at, () => this.decide(registration, claim));
  }

  private async decide(registration: string, claim: DemoClaim): Promise<void> {
    const { client, now } = this.office;
    const detail = await client.registrations.get({ registration });
    if (detail.state !== 'submitted') return;
    now.actor = this.random.pick(DECIDERS);
    if (claim.receivedAt > SENT_BACK_FROM && claim.receivedAt < LAST_EXTRACT + DAY_MS && isPlain(claim))
      return this.askForMinutes(detail, claim);
    if (claim.against !== null && claim.invited) return this.invite(registration, claim, claim.against);
    if (claim.rivalled || claim.against !== null) {
      const opened = await this.cases.openFor(detail, claim, () =>
        this.decide(registration, { ...claim, rivalled: false }),
      );
      if (opened) return;
    }
    const failing = detail.findings.filter((finding) => finding.result === 'fail');
    const missing = detail.completeness.missing;
    if (missing.length > 0 && detail.decision === null && this.random.chance(0.9))
      return this.giveBack(detail, claim, missing);
    if (failing.length > 0 && !this.random.chance(0.12)) {
      await client.registrations.reject({ registration, ...rejectionOf(failing.map((finding) => finding.rule)) });
      return;
    }
    await client.registrations.approve({
      registration,
      ...(failing.length > 0 ? { override: 'Agreed with the direct team: the partner opened the door.' } : {}),
    });
    this.followUp(registration, claim);
  }

  /** A partner whom our own team asked for: approved beside our own deal, and linked to it by a person. */
  private async invite(registration: string, claim: DemoClaim, deal: DemoOpportunity): Promise<void> {
    const { client, db, diary, now } = this.office;
    await client.registrations.approve({
      registration,
      override: 'Our own team asked for this partner: it knows the plant and the people there.',
    });
    diary.add(this.later(6), async () => {
      const row = db.get<{ id: string }>('SELECT id FROM opportunities WHERE key = ?', deal.key);
      if (row === undefined) return;
      now.actor = claim.partner.supporter;
      await quietly(() => client.attribution.link({ registration, opportunity: row.id }));
    });
  }

  /** Sent back, answered, and on the desk again with what is left of its clock: the last extract is new enough for it. */
  private async askForMinutes(filed: Detail, claim: DemoClaim): Promise<void> {
    const { client, diary, now } = this.office;
    await client.registrations.return({
      registration: filed.id,
      missing: ['the minutes of the last talk'],
      note: 'Please send the minutes with who took part and the next step.',
    });
    const minutes = 'Minutes of the talk: who took part, what they need by when, and the day of the next step.';
    this.#sentBack += 1;
    diary.add(MINUTES_COME_FROM + this.#sentBack * 22 * 60_000, async () => {
      now.actor = 'Intake';
      const evidence = { kind: 'initial discussion' as const, date: isoDay(filed.receivedAt), note: minutes };
      await client.registrations.answer({
        registration: filed.id,
        brought: { evidence: [...evidenceOf(claim), evidence] },
      });
    });
  }

  private async giveBack(detail: Detail, claim: DemoClaim, missing: readonly string[]): Promise<void> {
    const { client, diary, now } = this.office;
    await client.registrations.return({
      registration: detail.id,
      missing: [...missing],
      note: 'Please complete and send again.',
    });
    const recent = claim.receivedAt > DESK_FILLS_FROM - 6 * DAY_MS;
    if (recent || this.random.chance(0.12)) return;
    diary.add(this.later(2 + this.random.next() * 34), async () => {
      const current = await client.registrations.get({ registration: detail.id });
      if (current.state !== 'returned') return;
      now.actor = 'Intake';
      const whole = inputOf({ ...claim, incomplete: false });
      const { partner: _partner, receivedAt: _receivedAt, ...brought } = whole;
      await client.registrations.answer({ registration: detail.id, brought });
      diary.add(this.later(1 + this.random.next() * 10), () => this.decide(detail.id, { ...claim, incomplete: false }));
    });
  }

  /** After an approval: the deal in the CRM, the first meeting, an extension where it takes longer. */
  followUp(registration: string, claim: DemoClaim): void {
    const { client, diary, now } = this.office;
    this.crm.open(claim, now.at);
    if (this.random.chance(0.84)) {
      diary.add(now.at + this.random.int(5, 34) * DAY_MS, () =>
        quietly(async () => {
          now.actor = claim.partner.supporter;
          await client.registrations.recordMeeting({ registration, on: isoDay(now.at) });
        }),
      );
    }
    if (this.random.chance(0.3))
      diary.add(now.at + this.random.int(20, 60) * DAY_MS, () => this.extend(registration, claim));
  }

  private async extend(registration: string, claim: DemoClaim): Promise<void> {
    const { client, now } = this.office;
    const { protection } = await client.registrations.get({ registration });
    if (protection === null || protection.state !== 'running') return;
    now.actor = claim.partner.supporter;
    await quietly(() =>
      client.protection.extend({
        protection: protection.id,
        evidence: {
          ...(evidenceOf(claim)[0] ?? { note: 'Second visit on site with production and purchasing.' }),
          kind: 'in evaluation',
          date: isoDay(now.at),
        },
      }),
    );
  }

  /** Decides what was forgotten on the desk; a person does this before the quarter's review. */
  async clearTheDesk(): Promise<void> {
    const { client, now } = this.office;
    now.actor = 'A. Ferrari';
    const { items } = await client.registrations.list({ filter: { queue: 'uncontested' }, limit: 200 });
    for (const item of items) {
      if (item.receivedAt > DESK_FILLS_FROM - 4 * DAY_MS) continue;
      await client.registrations.approve({
        registration: item.id,
        override: 'Late on our side; the partner has waited long enough.',
      });
    }
  }

  /** Longer protection for Silver from January 2026. */
  lengthenSilver(): Promise<void> {
    return this.changeRules('2026-01-01', 'Silver partners asked for more time in project business', (body) => ({
      ...body,
      tiers: body.tiers.map((tier) => (tier.name === 'Silver' ? { ...tier, protectionDays: 75 } : tier)),
    }));
  }

  /** Extracts come by the week from October 2026: an older one is stale sooner. */
  expectFresherExtracts(): Promise<void> {
    return this.changeRules('2026-10-02', 'The CRM report comes every week now', (body) => ({
      ...body,
      netNew: { ...body.netNew, staleAfterDays: 10 },
    }));
  }

  private async changeRules(from: string, note: string, edit: (body: ProgrammeBody) => ProgrammeBody): Promise<void> {
    const { client, now } = this.office;
    now.actor = 'A. Ferrari';
    const { current } = await client.programme.get();
    await client.programme.update({ basedOn: current.edition, from, body: edit(current.body), note });
  }
}

/** One whole claim that nobody else makes, taken in when it came. */
const isPlain = ({ rivalled, against, incomplete, byFile }: DemoClaim) =>
  !rivalled && against === null && !incomplete && !byFile;

function rejectionOf(rules: readonly string[]) {
  const code = rules.includes('NN1')
    ? 'direct team active'
    : rules.includes('NN2')
      ? 'existing customer'
      : rules.includes('NN3')
        ? 'direct team active'
        : rules.includes('NN4') || rules.includes('DU1')
          ? 'already registered'
          : rules.includes('NN6')
            ? 'tender published'
            : 'out of scope';
  return { code, reason: '' } as const;
}
