import { defaultProgramme } from '../../src/engine/programme/default-programme.ts';
import { type Facts, putRows } from './put-rows.ts';
import { type ScratchWorkspace, scratchWorkspace } from './workspace.ts';

const settings = {
  name: 'Northwind Robotics',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
};

const k = (thousands: number) => thousands * 100_000;

/**
 * A quarter small enough to be added up by hand: Q3 2026 of three partners, by an extract of 30 September. Rates: one dollar
 * is 0.90 euro; there is none of the Swiss franc.
 */
export const thirdQuarter: Facts = {
  extract: '2026-09-30',
  partners: [
    { id: 'k', name: 'Kestrel Parts GmbH', domain: 'kestrel-parts.example', region: 'North' },
    { id: 'b', name: 'Blue Delta IT', domain: 'bluedelta.example', region: 'South' },
    { id: 's', name: 'Summit', domain: 'summit.example', region: 'South' },
  ],
  registrations: [
    // Received and decided within the quarter.
    {
      id: 'r1',
      partner: 'k',
      receivedOn: '2026-07-01',
      decidedOn: '2026-07-03',
      tookHours: 10,
      meetingOn: '2026-07-20',
      customer: 'Zeta Steel',
      family: 'Arms',
    },
    {
      id: 'r2',
      partner: 'k',
      receivedOn: '2026-07-05',
      decidedOn: '2026-07-06',
      tookHours: 4,
      customer: 'Orbit Glass',
      family: 'Arms',
    },
    {
      id: 'r3',
      partner: 'b',
      receivedOn: '2026-08-01',
      decidedOn: '2026-08-03',
      tookHours: 12,
      state: 'rejected',
      customer: 'Zeta Steel',
      family: 'Arms',
    },
    {
      id: 'r4',
      partner: 'b',
      receivedOn: '2026-08-10',
      decidedOn: '2026-08-12',
      tookHours: 20,
      inTime: false,
      meetingOn: '2026-08-30',
      customer: 'Nova Foods',
      family: 'Vision',
    },
    { id: 'r5', partner: 'b', receivedOn: '2026-09-01', customer: 'Prime Oak', family: 'Vision' },
    {
      id: 'r6',
      partner: 's',
      receivedOn: '2026-09-10',
      decidedOn: '2026-09-11',
      tookHours: 2,
      customer: 'Atlas Forge',
      family: 'Vision',
    },
    { id: 'r7', partner: 's', receivedOn: '2026-09-20', state: 'withdrawn', customer: 'Lumen Works', family: 'Vision' },
    // Received before it, decided in it.
    {
      id: 'r8',
      partner: 'k',
      receivedOn: '2026-06-20',
      decidedOn: '2026-07-01',
      tookHours: 6,
      customer: 'Ridge Motors',
      family: 'Arms',
    },
    // A mistake: counted nowhere.
    {
      id: 'r9',
      partner: 'b',
      receivedOn: '2026-07-07',
      decidedOn: '2026-07-08',
      tookHours: 99,
      state: 'closed',
      close: 'error',
      family: 'Arms',
    },
  ],
  opportunities: [
    {
      id: 'o1',
      status: 'won',
      closeOn: '2026-07-10',
      openedOn: '2026-05-11',
      minor: k(100),
      origin: 'sourced',
      partner: 'k',
      registration: 'r1',
      family: 'Arms',
      region: 'North',
    },
    {
      id: 'o2',
      status: 'won',
      closeOn: '2026-08-20',
      openedOn: '2026-05-12',
      minor: k(50),
      origin: 'sourced',
      partner: 'k',
      registration: 'r2',
      family: 'Arms',
      region: 'North',
    },
    {
      id: 'o3',
      status: 'won',
      closeOn: '2026-09-01',
      openedOn: '2026-06-23',
      minor: k(10),
      currency: 'USD',
      origin: 'sourced',
      partner: 'b',
      family: 'Vision',
      region: 'South',
    },
    {
      id: 'o4',
      status: 'won',
      closeOn: '2026-09-02',
      minor: k(5),
      currency: 'CHF',
      origin: 'sourced',
      partner: 'b',
      family: 'Vision',
      region: 'South',
    },
    {
      id: 'o5',
      status: 'lost',
      closeOn: '2026-07-15',
      origin: 'sourced',
      partner: 'k',
      family: 'Arms',
      region: 'North',
    },
    {
      id: 'o6',
      status: 'lost',
      closeOn: '2026-09-30',
      origin: 'sourced',
      partner: 'b',
      family: 'Vision',
      region: 'South',
    },
    {
      id: 'o7',
      status: 'won',
      closeOn: '2026-08-01',
      minor: k(20),
      origin: 'influenced',
      partner: 's',
      family: 'Arms',
      region: 'South',
    },
    { id: 'd1', status: 'won', closeOn: '2026-07-01', minor: k(30), family: 'Arms', region: 'North' },
    {
      id: 'd2',
      status: 'won',
      closeOn: '2026-09-30',
      minor: k(40),
      origin: 'direct',
      family: 'Vision',
      region: 'South',
    },
    { id: 'd3', status: 'won', closeOn: '2026-08-08', minor: null, family: 'Vision', region: 'North' },
    { id: 'd4', status: 'lost', closeOn: '2026-08-09', family: 'Arms', region: 'North' },
    { id: 'd5', status: 'lost', closeOn: '2026-08-10', family: 'Arms', region: 'North' },
    // The day before, and the day after.
    {
      id: 'o8',
      status: 'won',
      closeOn: '2026-06-30',
      minor: k(80),
      origin: 'sourced',
      partner: 'k',
      family: 'Arms',
      region: 'North',
    },
    { id: 'd6', status: 'won', closeOn: '2026-06-30', minor: k(7), family: 'Arms', region: 'North' },
    {
      id: 'o9',
      status: 'won',
      closeOn: '2026-10-01',
      minor: k(60),
      origin: 'sourced',
      partner: 'k',
      family: 'Arms',
      region: 'North',
    },
    // Open.
    {
      id: 'o10',
      status: 'open',
      closeOn: '2026-11-15',
      openedOn: '2026-09-01',
      minor: k(200),
      origin: 'sourced',
      partner: 'k',
      family: 'Arms',
      region: 'North',
    },
    { id: 'd7', status: 'open', closeOn: '2026-12-01', minor: k(999), family: 'Arms', region: 'North' },
    // Won by mistake.
    {
      id: 'o11',
      status: 'won',
      closeOn: '2026-08-15',
      minor: k(70),
      origin: 'sourced',
      partner: 'b',
      registration: 'r9',
      family: 'Arms',
      region: 'North',
    },
  ],
  cases: [
    {
      id: 'c1',
      openedOn: '2026-08-02',
      state: 'ruled',
      claims: ['r1', 'r3'],
      ruledOn: '2026-08-10',
      winner: 'A',
      customer: 'Zeta Steel',
    },
    { id: 'c2', openedOn: '2026-09-12', claims: ['r6'], customer: 'Atlas Forge' },
  ],
  accruals: [
    { id: 'a1', partner: 'k', on: '2026-07-10', minor: k(10), registration: 'r1', opportunity: 'o1' },
    { id: 'a2', partner: 'k', on: '2026-08-20', minor: k(5), registration: 'r2', opportunity: 'o2' },
    { id: 'a3', partner: 'k', on: '2026-09-15', minor: -k(1), reverses: 'a1', registration: 'r1', opportunity: 'o1' },
    { id: 'a4', partner: 'b', on: '2026-09-01', minor: k(2), opportunity: 'o3' },
    { id: 'a5', partner: 'k', on: '2026-06-30', minor: k(7), opportunity: 'o8' },
  ],
};

/** A workspace with those facts, or others under the same programme. */
export function thirdQuarterWorkspace(facts: Facts = thirdQuarter): ScratchWorkspace {
  const programme = {
    ...(defaultProgramme(settings, 100) as object),
    exchangeRates: [{ on: '2026-01-01', currency: 'USD', rate: '0.90', source: 'by hand' }],
  };
  const workspace = scratchWorkspace({ settings, programme });
  putRows(workspace.db, facts);
  return workspace;
}
