import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';
import { quoted, type Reading, read, unread } from './reading.ts';

const mail = /^[^\s@,;<>"()[\]\\]+@[^\s@,;<>"()[\]\\]+\.[\p{L}\d-]{2,}$/u;

/**
 * One mail address, its domain in lower case.
 *
 * Takes `Name <a@b.com>` and `mailto:`; of several addresses the first, with a note. A comma for a point is refused
 * with the repair.
 */
export function readEmail(text: string): Reading<string> {
  const parts = text.split(/[;\s]+|,(?=\s|[^,@]*@)/).filter((part) => part !== '');
  const found = parts
    .filter((part) => part.includes('@'))
    .map((part) => part.replace(/^mailto:/i, '').replace(/^[<("']+|[>)"',.]+$/g, ''));
  const [first] = found;
  const todo = 'Write it as name@company.com.';
  if (first === undefined) return unread('email_unreadable', `${quoted(text)} is not a mail address.`, todo);
  // Words beside an address are a name only where the address stands in its own brackets.
  if (found.length < parts.length && !/[<(]\S+@\S+[>)]/.test(text)) {
    return unread(
      'email_unreadable',
      `${quoted(text)} is not a mail address alone.`,
      todo,
      mail.test(first) ? first : undefined,
    );
  }
  if (!mail.test(first)) {
    const meant = first.replace(',', '.').replace(/@{2,}/, '@');
    return unread(
      'email_unreadable',
      `${quoted(text)} is not a mail address.`,
      todo,
      mail.test(meant) ? meant : undefined,
    );
  }
  const at = first.lastIndexOf('@');
  const address = first.slice(0, at + 1) + first.slice(at + 1).toLowerCase();
  const others = found.length - 1;
  return read(address, others > 0 ? `The cell holds ${found.length} addresses; ${address} was taken.` : undefined);
}

/**
 * The registrable domain of a web address, domain or mail address, in lower case and ASCII (`www.Müller.co.uk/x` is
 * `xn--mller-kva.co.uk`), by the public suffix list.
 */
export function readDomain(text: string): Reading<string> {
  const bare = text.trim();
  const atSign = /^[^/\s]+@([^/\s]+)$/.exec(bare.replace(/^mailto:/i, ''));
  const host = (atSign?.[1] ?? bare)
    .replace(/^[a-z][a-z\d+.-]*:\/+/i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/\.+$/, '');
  const ascii = /[\s,]/.test(host) ? '' : domainToASCII(host);
  const domain = ascii === '' ? null : getDomain(ascii, { allowPrivateDomains: false });
  if (domain === null || !domain.includes('.')) {
    return unread(
      'domain_unreadable',
      `${quoted(text)} is not a web address of a company.`,
      'Write its domain, for example company.com.',
    );
  }
  return read(domain, atSign ? `${quoted(text)} is a mail address; its domain ${domain} was taken.` : undefined);
}
