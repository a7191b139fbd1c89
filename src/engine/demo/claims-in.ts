import { EvidenceRung } from '../../contract/programme.ts';
import { minorPerMajor } from '../programme/index.ts';
import type { DemoClaim } from './claims.ts';
import { csv } from './extracts.ts';

const DAY_MS = 86_400_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The dated interactions of a claim, oldest first. */
export function evidenceOf(claim: DemoClaim): { kind: EvidenceRung; date: string; note: string }[] {
  return claim.notes.map((note, index) => ({
    kind: EvidenceRung.options[Math.max(0, claim.rungs - claim.notes.length + index)] ?? 'initial discussion',
    date: day(claim.receivedAt - (claim.notes.length - index) * 6 * DAY_MS),
    note,
  }));
}

/** A claim as it is filed by hand. */
export function inputOf(claim: DemoClaim) {
  const { account, contact } = claim;
  return {
    partner: claim.partner.key,
    type: claim.type,
    customer: {
      name: claim.customerName,
      domain: claim.incomplete ? null : account.domain,
      country: account.country.code,
      city: account.city,
      postcode: account.postcode,
      phone: null,
      taxId: null,
    },
    site: claim.type === 'project' ? account.city : null,
    contact: { name: contact.name, title: claim.incomplete ? null : contact.title, email: contact.email },
    family: claim.family,
    need: claim.notes[0] ?? null,
    value: { minor: claim.amount * minorPerMajor(claim.currency), currency: claim.currency },
    expectedClose: day(claim.closesAt),
    evidence: evidenceOf(claim),
    receivedAt: claim.receivedAt,
  };
}

/** Claims as a partner's own list. */
export function registrationsFile(claims: readonly DemoClaim[]): Uint8Array {
  const rows = claims.map((claim) => {
    const { account, contact } = claim;
    const evidence = evidenceOf(claim).at(-1);
    return {
      Partner: claim.partner.name,
      Type: claim.type,
      Customer: claim.customerName,
      Website: claim.incomplete ? '' : account.domain,
      Country: account.country.name,
      City: account.city,
      'Contact Name': contact.name,
      'Contact Title': claim.incomplete ? '' : contact.title,
      'Contact Email': contact.email,
      'Product Family': claim.family,
      'Estimated Value': claim.amount,
      Currency: claim.currency,
      'Expected Close': day(claim.closesAt),
      'Evidence Kind': evidence?.kind ?? '',
      'Evidence Date': evidence?.date ?? '',
      'Evidence Note': evidence?.note ?? '',
      'Received At': new Date(claim.receivedAt).toISOString(),
    };
  });
  return csv(rows);
}
