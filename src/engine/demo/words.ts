/** The words the demo's invented companies and people are made of. Data, not code. */

/** What a company does, in the order of the words in `TRADES`. */
export const SECTORS = [
  'Machinery',
  'Logistics',
  'Food and drink',
  'Plastics',
  'Electronics',
  'Life sciences',
  'Metal',
  'Textiles',
  'Energy',
  'Packaging',
  'Materials',
  'Healthcare',
  'Transport',
  'Retail',
  'Finance',
  'Food and drink',
  'Metal',
  'Electronics',
  'Food and drink',
  'Aerospace',
] as const;

const list = (words: string): readonly string[] => words.split(', ');

/** The same trades in the languages companies are named in. */
export const TRADES = {
  en: list(
    'Precision, Logistics, Foods, Plastics, Optics, Pharma, Stampings, Textiles, Energy, Paper, Ceramics, Clinics, Rail, Retail, Insurance, Brewery, Castings, Electronics, Mills, Aerospace',
  ),
  de: list(
    'Präzisionstechnik, Logistik, Lebensmittel, Kunststoffe, Optik, Pharma, Stanztechnik, Textil, Energie, Papier, Keramik, Kliniken, Bahntechnik, Handel, Versicherung, Brauerei, Guss, Elektronik, Mühlen, Luftfahrt',
  ),
  fr: list(
    'Mécanique, Logistique, Alimentaire, Plastiques, Optique, Pharma, Emboutissage, Textiles, Énergie, Papeteries, Céramiques, Cliniques, Ferroviaire, Distribution, Assurances, Brasserie, Fonderie, Électronique, Minoterie, Aéronautique',
  ),
  nl: list(
    'Precisie, Logistiek, Voeding, Kunststoffen, Optiek, Farma, Plaatwerk, Textiel, Energie, Papier, Keramiek, Klinieken, Railtechniek, Winkels, Verzekeringen, Brouwerij, Gieterij, Elektronica, Molens, Luchtvaart',
  ),
  it: list(
    'Meccanica, Logistica, Alimentari, Plastica, Ottica, Farmaceutici, Stampaggi, Tessuti, Energia, Cartiere, Ceramiche, Cliniche, Ferroviaria, Distribuzione, Assicurazioni, Birrificio, Fonderie, Elettronica, Molini, Aerospazio',
  ),
  es: list(
    'Mecánica, Logística, Alimentación, Plásticos, Óptica, Farma, Estampación, Textiles, Energía, Papelera, Cerámicas, Clínicas, Ferroviaria, Comercio, Seguros, Cervecera, Fundición, Electrónica, Harinera, Aeronáutica',
  ),
  sv: list(
    'Precision, Logistik, Livsmedel, Plast, Optik, Pharma, Pressteknik, Textil, Energi, Papper, Keramik, Vård, Järnvägsteknik, Handel, Försäkring, Bryggeri, Gjuteri, Elektronik, Kvarn, Flygteknik',
  ),
  no: list(
    'Presisjon, Logistikk, Næringsmidler, Plast, Optikk, Farma, Stanseteknikk, Tekstil, Energi, Papir, Keramikk, Klinikk, Jernbaneteknikk, Handel, Forsikring, Bryggeri, Støperi, Elektronikk, Mølle, Luftfart',
  ),
  pl: list(
    'Precyzja, Logistyka, Spożywcze, Tworzywa, Optyka, Farmacja, Tłoczniki, Tekstylia, Energia, Papier, Ceramika, Kliniki, Kolej, Handel, Ubezpieczenia, Browar, Odlewnia, Elektronika, Młyny, Lotnictwo',
  ),
  el: list(
    'Μηχανική, Εφοδιαστική, Τρόφιμα, Πλαστικά, Οπτικά, Φαρμακευτική, Μεταλλουργία, Κλωστοϋφαντουργία, Ενέργεια, Χαρτοποιία, Κεραμική, Κλινική, Σιδηροδρομική, Εμπορική, Ασφαλιστική, Ζυθοποιία, Χυτήριο, Ηλεκτρονική, Μύλοι, Αεροπορική',
  ),
  ja: list(
    '精密, 物流, 食品, 樹脂, 光学, 製薬, プレス工業, 繊維, エネルギー, 製紙, セラミックス, 医療, 鉄道, 商事, 保険, 酒造, 鋳造, 電子, 製粉, 航空',
  ),
  he: list(
    'דיוק, לוגיסטיקה, מזון, פלסטיק, אופטיקה, פארמה, מתכת, טקסטיל, אנרגיה, נייר, קרמיקה, מרפאות, רכבות, קמעונאות, ביטוח, מבשלה, יציקות, אלקטרוניקה, טחנות, תעופה',
  ),
  ar: list(
    'للهندسة, للخدمات اللوجستية, للأغذية, للبلاستيك, للبصريات, للأدوية, للمعادن, للنسيج, للطاقة, للورق, للسيراميك, للرعاية الصحية, للسكك الحديدية, للتجارة, للتأمين, للمشروبات, للسباكة, للإلكترونيات, للمطاحن, للطيران',
  ),
} as const satisfies Record<string, readonly string[]>;

export const FIRST_NAMES = [
  'Anna',
  'Björn',
  'Chiara',
  'Daniel',
  'Elif',
  'François',
  'Greta',
  'Hugo',
  'Ines',
  'Jakub',
  'Katrin',
  'Liam',
  'Maja',
  'Nils',
  'Olga',
  'Pablo',
  'Ruth',
  'Sofia',
  'Tomas',
  'Yara',
] as const;
export const LAST_NAMES = [
  'Albers',
  'Bakker',
  'Conti',
  'Dupuis',
  'Eriksen',
  'Fuchs',
  'Garrido',
  'Holm',
  'Iversen',
  'Jansen',
  'Kowal',
  'Lindt',
  'Moreau',
  'Novak',
  'Okafor',
  'Petit',
  'Romano',
  'Sand',
  'Tan',
  'Weber',
] as const;
export const TITLES = [
  'Plant manager',
  'Head of IT',
  'Operations director',
  'Purchasing lead',
  'Quality manager',
  'Managing director',
  'Head of production',
  'CIO',
] as const;

export const FAMILIES = [
  { name: 'Robotics', kind: 'project', middle: 160_000, products: ['Arm R6', 'Arm R10', 'Palletising Cell'] },
  { name: 'Vision', kind: 'hardware', middle: 70_000, products: ['Inspect 2', 'Inspect Line'] },
  { name: 'Scheduling', kind: 'software', middle: 45_000, products: ['Planner', 'Planner Enterprise'] },
  { name: 'Analytics', kind: 'software', middle: 60_000, products: ['Insight Base', 'Insight Pro'] },
  { name: 'Records', kind: 'software', middle: 90_000, products: ['Ledger', 'Archive'] },
  { name: 'Integration services', kind: 'services', middle: 28_000, products: ['Commissioning', 'Data Migration'] },
] as const;

export const PARTNER_NAMES: readonly {
  readonly name: string;
  readonly country: string;
  readonly type: string;
  /** For its web address, where the name is not in Latin letters. */
  readonly latin?: string;
}[] = [
  { name: 'Kestrel Parts', country: 'DE', type: 'distributor' },
  { name: 'Blue Delta IT', country: 'DE', type: 'reseller' },
  { name: 'Automa Nord', country: 'SE', type: 'integrator' },
  { name: 'Caredata Solutions', country: 'GB', type: 'reseller' },
  { name: 'Lim & Tan Systems', country: 'SG', type: 'reseller' },
  { name: 'Linha Clara Consulting', country: 'ES', type: 'consultancy' },
  { name: 'Wisła Systemy', country: 'PL', type: 'integrator' },
  { name: 'Fjordhaven', country: 'NO', type: 'reseller' },
  { name: 'Tidewater Robotics', country: 'GB', type: 'integrator' },
  { name: 'Officina Quattro', country: 'IT', type: 'integrator' },
  { name: 'Alpenwerk Automation', country: 'AT', type: 'integrator' },
  { name: 'Rigi Informatik', country: 'CH', type: 'reseller' },
  { name: 'Pont Neuf Numérique', country: 'FR', type: 'consultancy' },
  { name: 'Grachten Software', country: 'NL', type: 'reseller' },
  { name: 'Ruhrtal Antriebe', country: 'DE', type: 'distributor' },
  { name: 'Northgate Controls', country: 'GB', type: 'integrator' },
  { name: 'Sirocco Advisory', country: 'IT', type: 'referral agent' },
  { name: 'Cobalt Row', country: 'GB', type: 'referral agent' },
  { name: 'Hafenblick Beratung', country: 'DE', type: 'consultancy' },
  { name: 'Mistral Intégration', country: 'FR', type: 'integrator' },
  { name: 'Orrefors Data', country: 'SE', type: 'reseller' },
  { name: 'Baltica Machines', country: 'PL', type: 'distributor' },
  { name: 'Zuiderzee Techniek', country: 'NL', type: 'integrator' },
  { name: 'Monte Rosa Servizi', country: 'IT', type: 'reseller' },
  { name: 'Castell Digital', country: 'ES', type: 'reseller' },
  { name: 'Peak District Systems', country: 'GB', type: 'reseller' },
  { name: 'Säntis Engineering', country: 'CH', type: 'integrator' },
  { name: 'Elbtal Software', country: 'DE', type: 'reseller' },
  { name: '東海オートメーション', country: 'JP', type: 'integrator', latin: 'tokai-automation' },
  { name: 'Garonne Conseil', country: 'FR', type: 'referral agent' },
  { name: 'Schwarzwald Robotik', country: 'DE', type: 'integrator' },
  { name: 'Vesterhav Partners', country: 'NO', type: 'consultancy' },
  { name: 'Tatra Automatyka', country: 'PL', type: 'integrator' },
  { name: 'גלים מערכות', country: 'IL', type: 'integrator', latin: 'galim-systems' },
  { name: 'Old Foundry Consulting', country: 'GB', type: 'consultancy' },
  { name: 'Maas & Zoon', country: 'NL', type: 'distributor' },
  { name: 'Isarflow', country: 'DE', type: 'reseller' },
  { name: 'Clairvaux Systèmes', country: 'FR', type: 'reseller' },
  { name: 'Lodestar Referrals', country: 'SG', type: 'referral agent' },
  { name: 'Donau Prozesstechnik', country: 'AT', type: 'integrator' },
];

/** What partners write about an interaction, by rung of the evidence ladder; `{family}` is the product family. */
export const NOTES: readonly (readonly string[])[] = [
  [
    'A first talk with their head of operations; they want to know what others of their size do.',
    'Met two of them at a trade fair; they asked us to come by with examples.',
    'An hour with the person who does it by hand today, and what that costs them in a year.',
    'Two late orders in a month made them look around; they told us on the phone what went wrong.',
  ],
  [
    'They came back with a list of twelve questions and asked what {family} would cost.',
    'The head of IT asked for a second talk, with the people who would use it.',
    'What they have now loses its support next year; replacing it is on the board’s list.',
    'The new site starts in autumn; money for {family} is in this year’s plan.',
  ],
  [
    'Showed {family} on a case of their own; four of them took part for two hours.',
    'A proof of concept on last year’s figures is done; they kept what came of it.',
    'A visit at another customer; they came with four people and a list of questions.',
  ],
  [
    'Two of their people try {family} until the end of the month and note what is missing.',
    'They compare us with one other supplier on eight points; we have seen the list.',
    'Walked the site with production and purchasing and measured what is to become better.',
  ],
  [
    'Agreed in writing what {family} has to do, and what it need not.',
    'Sat with purchasing and agreed the scope, the order of sites and who signs.',
  ],
  [
    'A plan with dates and names stands: pilot, acceptance, roll-out.',
    'Both sides signed the plan; the pilot begins after their stocktaking.',
  ],
  [
    'Sizes, sites and dates are settled; their IT has set the days aside.',
    'The days of the installation are fixed with the site manager; only the order is open.',
  ],
];
