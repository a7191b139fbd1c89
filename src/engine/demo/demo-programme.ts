import type { NewWorkspace } from '../../contract/shell.ts';
import { defaultProgramme } from '../programme/index.ts';
import { COUNTRIES } from './countries.ts';
import { FAMILIES } from './words.ts';
import type { DemoAccount } from './world.ts';

/** The demo's vendor: software and machines, in Germany. */
export const DEMO_WORKSPACE: NewWorkspace = {
  name: 'Brightwater Systems (demo)',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
};

/** One unit in euros, by quarter of the history: invented, of a plausible size. */
const RATES: Record<string, readonly string[]> = {
  GBP: ['1.19', '1.20', '1.18', '1.17', '1.15', '1.15', '1.16', '1.15', '1.16'],
  CHF: ['1.06', '1.05', '1.06', '1.07', '1.07', '1.08', '1.07', '1.08', '1.08'],
  SEK: ['0.087', '0.088', '0.091', '0.090', '0.091', '0.092', '0.091', '0.092', '0.092'],
  NOK: ['0.085', '0.086', '0.086', '0.085', '0.085', '0.086', '0.087', '0.087', '0.086'],
  PLN: ['0.233', '0.236', '0.235', '0.235', '0.236', '0.237', '0.236', '0.236', '0.235'],
  JPY: ['0.0063', '0.0062', '0.0061', '0.0062', '0.0060', '0.0059', '0.0058', '0.0059', '0.0059'],
  ILS: ['0.24', '0.25', '0.26', '0.25', '0.25', '0.25', '0.26', '0.25', '0.25'],
  AED: ['0.25', '0.26', '0.25', '0.24', '0.24', '0.24', '0.23', '0.24', '0.24'],
  SGD: ['0.69', '0.71', '0.68', '0.67', '0.66', '0.66', '0.67', '0.66', '0.66'],
};

const QUARTERS = [
  '2023-10-01',
  '2024-10-01',
  '2025-01-01',
  '2025-04-01',
  '2025-07-01',
  '2025-10-01',
  '2026-01-01',
  '2026-04-01',
  '2026-07-01',
];

/** The programme the demo begins with: the default one, with families, territories, rates and a few named accounts. */
export function demoProgramme(accounts: readonly DemoAccount[]): Record<string, unknown> {
  const base = defaultProgramme(DEMO_WORKSPACE, 100) as Record<string, unknown>;
  const regions = [...new Set(COUNTRIES.map((country) => country.region))];
  return {
    ...base,
    territories: regions.map((name) => ({
      name,
      countries: COUNTRIES.filter((country) => country.region === name).map((country) => country.code),
    })),
    productFamilies: FAMILIES.map((family) => ({
      name: family.name,
      kind: family.kind,
      aliases: [...family.products],
      needsCertification: family.kind !== 'services',
    })),
    netNew: {
      ...(base.netNew as object),
      // The demo imports by the month; from September 2026 the rule is stricter, see `Desk.expectFresherExtracts`.
      staleAfterDays: 35,
      namedAccounts: accounts.slice(40, 52).map((account) => account.name),
      publishedTenders: accounts
        .slice(60, 64)
        .map((account) => ({ customer: account.name, on: '2026-02-02', source: 'Public tender bulletin' })),
    },
    exchangeRates: Object.entries(RATES).flatMap(([currency, rates]) =>
      QUARTERS.map((on, index) => ({ on, currency, rate: rates[index], source: 'Demo rates' })),
    ),
  };
}
