import anyAscii from 'any-ascii';

/**
 * A name folded to how it is looked up and sorted, however it is written: lower-case ASCII words, single blanks, no
 * punctuation. Legal forms stay, so that “Acme Ltd” and “Acme GmbH” are two. What has no letters or digits stays as it
 * is. Stored in `name_key`.
 */
export function nameKey(name: string): string {
  const folded = /^[\w .&-]*$/.test(name) ? name : anyAscii(name.normalize('NFKC'));
  const words = folded
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  return words === '' ? name.trim().toLowerCase() : words;
}
