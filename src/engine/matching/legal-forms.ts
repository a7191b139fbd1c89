/**
 * Legal forms as they stand at the end of a company's name (some at the front), folded to lower-case ASCII without
 * dots, and the class each belongs to. An empty class is stripped and says nothing: “Co” is in many names.
 *
 * Own table: no package was found, and the public list (ISO 20275) has terms of its own.
 */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  gmbh: ['gmbh', 'gesellschaft mbh', 'gesellschaft mit beschrankter haftung', 'ggmbh', 'mbh', 'gesmbh', 'ges mbh'],
  'gmbh & co kg': [
    'gmbh and co kg',
    'gmbh and co',
    'gmbh co kg',
    'ag and co kg',
    'gmbh and co kgaa',
    'se and co kg',
    'ug and co kg',
  ],
  ug: ['ug', 'ug haftungsbeschrankt'],
  ag: [
    'ag',
    'aktiengesellschaft',
    'aktiebolag',
    'ab',
    'abp',
    'asa',
    'aktieselskab',
    'a s',
    'as',
    'oyj',
    'nv',
    'naamloze vennootschap',
    'plc',
    'public limited company',
    'spa',
    'societa per azioni',
    'sa',
    'sociedad anonima',
    'societe anonyme',
    'se',
    'societas europaea',
    'kgaa',
    'pjsc',
    'oao',
    'pao',
    'kabushiki kaisha',
    'kk',
    'co ltd kk',
    'tbk',
    'bhd',
    'berhad',
    'akciova spolecnost',
    'sa de cv',
    'sab de cv',
    'saa',
  ],
  kg: ['kg', 'kommanditgesellschaft', 'lp', 'limited partnership', 'cv', 'scs', 'sas di', 'ks'],
  ohg: ['ohg', 'gbr', 'snc', 'vof', 'general partnership', 'ek', 'ev', 'eg', 'eingetragener verein'],
  inc: ['inc', 'incorporated', 'corp', 'corporation'],
  llc: ['llc', 'limited liability company', 'l l c', 'pllc'],
  llp: ['llp', 'limited liability partnership', 'lllp'],
  ltd: [
    'ltd',
    'limited',
    'pvt ltd',
    'private limited',
    'pvt',
    'pte ltd',
    'pte',
    'pty ltd',
    'pty limited',
    'pty',
    'co ltd',
    'company limited',
    'sdn bhd',
    'private ltd',
    'proprietary limited',
  ],
  sarl: [
    'sarl',
    'sas',
    'sasu',
    'eurl',
    'societe a responsabilite limitee',
    'sprl',
    'srl',
    'srls',
    'societa a responsabilita limitata',
    'sl',
    'slu',
    'sociedad limitada',
    'lda',
    'limitada',
    'ltda',
    'bv',
    'besloten vennootschap',
    'bvba',
    'aps',
    'anpartsselskab',
    'oy',
    'osakeyhtio',
    'kft',
    'doo',
    'sro',
    's r o',
    'spol sro',
    'spzoo',
    'sp zoo',
    'sp z o o',
    'sp z oo',
    'spolka z oo',
    'ooo',
    'uab',
    'sia',
    'ou',
    'eood',
    'ood',
    'eirl',
    'yk',
    'yugen kaisha',
    'godo kaisha',
    'gk',
    's de rl',
    's de rl de cv',
    'tov',
    'zao',
    'dooel',
    'hf',
    'ehf',
  ],
  '': ['co', 'company', 'and co', 'and company', 'cie', 'et cie', 'und co', 'compagnie', 'cia'],
};

/** Tokens that stand in front of some names. */
const AT_FRONT = new Map(
  Object.entries({
    ooo: 'sarl',
    oao: 'ag',
    pao: 'ag',
    zao: 'sarl',
    pt: 'ltd',
    oy: 'sarl',
    et: '',
    tov: 'sarl',
  }),
);

const byTokens = new Map<string, string>();
for (const [legal, forms] of Object.entries(CLASSES)) for (const form of forms) byTokens.set(form, legal);
const LONGEST = Math.max(...[...byTokens.keys()].map((form) => form.split(' ').length));

/** What is left of a name without its legal form, and the class of the form; `null` where there was none that says anything. */
export interface WithoutLegalForm {
  readonly tokens: readonly string[];
  readonly legal: string | null;
}

/** Takes legal forms off the end of a name, the longest first and again while there is one, and off the front for the few that stand there; never the last token. */
export function withoutLegalForm(tokens: readonly string[]): WithoutLegalForm {
  let left = tokens;
  let legal: string | null = null;
  for (let found = true; found; ) {
    found = false;
    for (let length = Math.min(LONGEST, left.length - 1); length > 0 && !found; length -= 1) {
      const form = byTokens.get(left.slice(-length).join(' '));
      if (form === undefined) continue;
      left = left.slice(0, -length);
      if (left.at(-1) === 'and' && left.length > 1) left = left.slice(0, -1);
      legal ??= form === '' ? null : form;
      found = true;
    }
  }
  const front = left.length > 1 ? AT_FRONT.get(left[0] ?? '') : undefined;
  if (front !== undefined && legal === null) return { tokens: left.slice(1), legal: front === '' ? null : front };
  return { tokens: left, legal };
}
