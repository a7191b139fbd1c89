import type { DemoClaim } from './claims.ts';
import { inputOf } from './claims-in.ts';
import type { Crm } from './crm.ts';
import type { Desk } from './desk.ts';
import { isoDay, type Office } from './office.ts';
import { FAMILIES } from './words.ts';

// What does not come about by chance, and that a demo must show all the same.

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What happens in a long project month by month: each is new evidence for an extension of its protection. */
const PROJECT_MONTHS = [
  'Layout of both cells agreed with the planner; safety concept is with the works council.',
  'Trial with three hundred of their castings at our site, all placed within two millimetres.',
  'Second site visit: foundations and power measured, the hall is confirmed.',
  'Purchasing compared two offers and asked for ours in stages.',
  'The board moved the budget to the next year and confirmed the project in writing.',
  'Risk assessment done together with their safety officer, minutes signed.',
  'Steel work is ordered by the design office; our interfaces are in its drawings.',
  'Plan of start-up, training and spare parts agreed with production.',
  'Final offer handed over; signatures are expected in November.',
] as const;

/**
 * A project on one site with three customers (who uses, who designs, who buys), extended month by month up to the cap of 365 days.
 */
export async function longProject(office: Office, crm: Crm): Promise<void> {
  const { client, diary, now, world } = office;
  const claim = world.claims.find(
    ({ partner, account }) => partner.tier === 'Platinum' && account.country.code === 'DE',
  );
  const robotics = FAMILIES[0];
  if (claim === undefined) throw new Error('expected a claim of a Platinum partner in Germany, found none');
  const account = world.reserve.findLast((one) => one.country.code === 'DE') ?? claim.account;
  const project: DemoClaim = {
    ...claim,
    account,
    customerName: account.name,
    contact: { ...claim.contact, email: `production@${account.domain}` },
    family: robotics.name,
    product: 'Palletising Cell',
    amount: 640_000,
    type: 'project',
    rungs: 3,
    notes: [
      'The plant manager showed us line 3, which stops twice a shift at palletising.',
      'They asked for two arms before the spring season and named a budget.',
      'Demonstrated a cell on forty boxes of theirs, none dropped; production and purchasing watched.',
    ],
    receivedAt: now.at,
    closesAt: now.at + 400 * DAY_MS,
    incomplete: false,
    against: null,
    becomes: 'won',
  };
  now.actor = 'Intake';
  const input = inputOf(project);
  const { id: registration } = await client.registrations.submit({
    ...input,
    site: `${account.city}, hall 4`,
    designCustomer: { name: `Planungsbüro Rottweil ${account.city} GmbH`, country: 'DE' },
    purchasingCustomer: { name: 'Eschen Einkaufsverbund eG', country: 'DE' },
  });
  diary.add(now.at + DAY_MS, async () => {
    now.actor = 'J. Lindqvist';
    await client.registrations.approve({ registration });
    crm.open(project, now.at, 420);
  });
  diary.add(now.at + 20 * DAY_MS, async () => {
    now.actor = project.partner.supporter;
    await client.registrations.recordMeeting({ registration, on: isoDay(now.at) });
  });
  for (const [month, note] of PROJECT_MONTHS.entries()) {
    diary.add(now.at + (100 + 30 * month) * DAY_MS, async () => {
      now.actor = project.partner.supporter;
      const { protection } = await client.registrations.get({ registration });
      if (protection === null) throw new Error('expected the long project to be protected, found no protection');
      const evidence = { kind: 'solution agreed' as const, date: isoDay(now.at), note };
      await client.protection.extend({ protection: protection.id, evidence });
    });
  }
}

/** Two partners ask for the renewal of a deal that one of them won a year ago. */
export async function renewal(office: Office, desk: Desk): Promise<void> {
  const { db, now, world } = office;
  const won = db.get<{ number: string; partner: string; account: string; family: string }>(
    `SELECT r.number, p.key AS partner, a.key AS account, r.family FROM registrations r
     JOIN partners p ON p.id = r.partner_id JOIN accounts a ON a.id = r.account_id
     WHERE r.state = 'closed' AND r.close_kind = 'won' AND r.closed_on BETWEEN ? AND ?
       AND NOT EXISTS (SELECT 1 FROM registrations o WHERE o.account_id = r.account_id AND o.family_key = r.family_key AND o.id <> r.id)
     ORDER BY r.closed_on, r.number LIMIT 1`,
    isoDay(now.at - 350 * DAY_MS),
    isoDay(now.at - 280 * DAY_MS),
  );
  const holds = world.claims.find(
    ({ partner, account, family }) =>
      partner.key === won?.partner && account.key === won.account && family === won.family,
  );
  const rival = world.claims.find(({ partner }) => partner.key !== won?.partner && partner.type === 'reseller');
  if (holds === undefined || rival === undefined) return;
  const again = {
    ...holds,
    receivedAt: now.at,
    closesAt: now.at + 150 * DAY_MS,
    rivalled: true,
    renewal: true as const,
    incomplete: false,
    against: null,
  };
  const { partner } = rival;
  const other = { ...again, partner, receivedAt: now.at + 90 * MINUTE_MS, amount: Math.round(holds.amount * 0.9) };
  await desk.file({ ...again, notes: ['The contract of last year ends; they ask for an offer for the next three.'] });
  office.diary.add(other.receivedAt, () => desk.file(other));
}

/** Deals in which a second partner does a part: the share is set by hand, once before and once after the win. */
export async function shareByHand(office: Office): Promise<void> {
  const { client, db, now } = office;
  for (const status of ['open', 'won']) {
    const deal = db.get<{ id: string; partner: string; name: string }>(
      `SELECT o.id, s.partner_id AS partner, p.name FROM attributions t
       JOIN opportunities o ON o.id = t.opportunity_id JOIN attribution_roles s ON s.opportunity_id = o.id
       JOIN partners p ON p.id = s.partner_id
       WHERE t.origin = 'sourced' AND t.by_hand = 0 AND o.status = ? ORDER BY o.opened_on DESC, o.key LIMIT 1`,
      status,
    );
    const second = db.get<{ id: string }>(
      `SELECT id FROM partners WHERE id <> ? AND type = 'integrator' ORDER BY (country = (SELECT country FROM partners WHERE id = ?)) DESC, key LIMIT 1`,
      deal?.partner ?? '',
      deal?.partner ?? '',
    );
    if (deal === undefined || second === undefined) continue;
    now.actor = 'A. Ferrari';
    await client.attribution.set({
      opportunity: deal.id,
      origin: 'sourced',
      roles: [
        { partner: deal.partner, role: 'originator', shareBp: 7_000 },
        { partner: second.id, role: 'delivery', shareBp: 3_000 },
      ],
      reason: 'Both partners agreed in writing who brings the deal and who delivers it.',
    });
  }
}
