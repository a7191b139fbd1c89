import { Crm } from './crm.ts';
import { HISTORY_FROM, LAST_EXTRACT } from './deals.ts';
import { Desk } from './desk.ts';
import { accountsFile, contactsFile, opportunitiesFile, partnersFile, productsFile } from './extracts.ts';
import { importFiles, type Office } from './office.ts';
import { type Random, randomFrom } from './random.ts';
import { reviewTheQuarter } from './review-days.ts';
import { longProject, renewal, shareByHand } from './set-pieces.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What the last extract knows, all in all. */
const AT_THE_END = { accounts: 3_000, opportunities: 5_000 };

/** Month ends of the history, 18:00 in Berlin or so. */
function extractDays(): number[] {
  const days: number[] = [];
  for (let month = 9; ; month += 1) {
    const end = Date.UTC(2024, month + 1, 0, 16);
    if (end > LAST_EXTRACT + DAY_MS) return days;
    days.push(end);
  }
}

/** Fills the diary: the first imports, the extracts, the partners' claims, weekly housekeeping, the reviews. */
export function openOffice(office: Office): void {
  const { diary, world } = office;
  const random = randomFrom(office.seed + 7);
  const crm = new Crm(world, random);
  const desk = new Desk(office, crm, random);
  diary.add(HISTORY_FROM + HOUR_MS, () => firstImports(office, crm, random));
  let previous = HISTORY_FROM + HOUR_MS;
  for (const at of extractDays()) {
    const since = previous;
    diary.add(at, () => importExtract(office, crm, since, at));
    previous = at;
  }
  for (let at = HISTORY_FROM + 4 * HOUR_MS; at < LAST_EXTRACT + 12 * DAY_MS; at += 7 * DAY_MS) {
    diary.add(at, async () => void (await office.client.workspace.settle()));
  }
  desk.expect(world.claims);
  diary.add(Date.UTC(2025, 11, 15, 10), () => desk.lengthenSilver());
  diary.add(Date.UTC(2026, 9, 1, 10), () => desk.expectFresherExtracts());
  diary.add(Date.UTC(2026, 9, 8, 12), () => desk.clearTheDesk());
  diary.add(Date.UTC(2025, 10, 4, 8), () => longProject(office, crm));
  for (const [month, day] of [
    [1, 10],
    [4, 12],
    [6, 7],
  ] as const)
    diary.add(Date.UTC(2026, month, day, 8), () => renewal(office, desk));
  for (const month of [4, 7, 10, 13, 16, 19]) diary.add(Date.UTC(2025, month - 1, 5, 9), () => shareByHand(office));
  for (const quarterEnd of [Date.UTC(2025, 11, 31), Date.UTC(2026, 2, 31), Date.UTC(2026, 5, 30)]) {
    diary.add(quarterEnd + 13 * DAY_MS + 9 * HOUR_MS, () => reviewTheQuarter(office, quarterEnd));
  }
}

async function firstImports(office: Office, crm: Crm, random: Random): Promise<void> {
  const { world, now } = office;
  now.actor = 'J. Lindqvist';
  await importFiles(
    office,
    {
      'products.csv': productsFile(),
      'partners.csv': partnersFile(world.partners),
    },
    now.at,
  );
  await importFiles(office, { 'partner-contacts.csv': contactsFile(random, world.partners) }, now.at);
  await importFiles(
    office,
    {
      'accounts.csv': accountsFile(world.accounts),
      'opportunities.csv': opportunitiesFile(
        crm.opportunities.filter((one) => one.openedAt <= now.at),
        now.at,
      ),
    },
    now.at,
  );
}

/** The month's report: what was opened, closed or taken back since the last one, and the accounts that are new. */
async function importExtract(office: Office, crm: Crm, since: number, at: number): Promise<void> {
  office.now.actor = 'J. Lindqvist';
  const met = at + DAY_MS > LAST_EXTRACT ? crm.grow(since, at, AT_THE_END) : [];
  const within = (moment: number | null) => moment !== null && moment > since && moment <= at;
  const moved = crm.opportunities.filter(
    (one) => one.openedAt <= at && (within(one.openedAt) || within(one.closeAt) || within(one.refundedAt)),
  );
  const accounts = [...new Set([...moved.map((one) => one.account), ...met])];
  await importFiles(
    office,
    { 'accounts.csv': accountsFile(accounts), 'opportunities.csv': opportunitiesFile(moved, at) },
    at,
  );
}
