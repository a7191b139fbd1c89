import { ClaimLabel } from '../../../contract/conflicts.ts';

/**
 * Gives each claim of a case its label, A, B, C …, in an order that says nothing about claimants, arrival or size.
 *
 * The order is that of a hash of the case's seed and the claim's id: the same on every machine and whatever order the claims come in.
 *
 * @param ids   unique, 1 to 8
 * @param seed  the case's id
 */
export function labelClaims(ids: readonly string[], seed: string): { id: string; label: ClaimLabel }[] {
  const labels = ClaimLabel.options;
  if (ids.length === 0 || ids.length > labels.length)
    throw new Error(`expected 1 to ${labels.length} claims, found ${ids.length}`);
  return ids
    .map((id) => ({ id, hash: hashOf(`${seed} ${id}`) }))
    .sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : 1))
    .map(({ id }, index) => ({ id, label: labels[index] ?? 'H' }));
}

// 53 bits of two multiply-and-shift streams (“cyrb53”, public domain): even in its order, which is all that is asked of it; it protects nothing.
function hashOf(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
