const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Ids of Salesforce begin with the kind of record, and their 4th to 6th characters name the server. */
const SALESFORCE_15 = /^(?=.*[A-Za-z])(001|003|006|00Q|00k|01t|a[0-9A-Za-z]{2})[0-9A-Za-z]{12}$/;

/**
 * An id of another system as it is compared.
 *
 * Salesforce writes the same id with 15 characters, where upper and lower case differ, and with 18, where the last three
 * say which letters are upper case; the long form is kept. `@AccountRef1` of its tree files means the record `AccountRef1`.
 * Braces round a GUID go.
 */
export function recordKey(id: string): string {
  const bare = id
    .trim()
    .replace(/^@(?=\w+Ref\d+$)/, '')
    .replace(/^\{(.*)\}$/, '$1');
  return SALESFORCE_15.test(bare) ? bare + salesforceCheck(bare) : bare;
}

/** Three characters: for each five of the id, which of them are upper case. */
function salesforceCheck(id: string): string {
  return [0, 5, 10]
    .map((from) => {
      let bits = 0;
      for (let at = 0; at < 5; at += 1) if (/[A-Z]/.test(id[from + at] ?? '')) bits += 1 << at;
      return CHECK[bits];
    })
    .join('');
}
