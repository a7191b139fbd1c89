import type { ImportKind } from '../../contract/exchange.ts';

/** How a cell of a field is read. */
export type FieldType =
  | 'text'
  | 'id'
  | 'date'
  | 'instant'
  | 'amount'
  | 'minor'
  | 'integer'
  | 'currency'
  | 'country'
  | 'flag'
  | 'status'
  | 'list'
  | 'evidence';

/** A field that a record of a kind can have, and the headers it goes by in files, folded, the likelier first. */
export interface CanonicalField {
  readonly field: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly headers: readonly string[];
}

const field = (name: string, title: string, type: FieldType, headers: string): CanonicalField => ({
  field: name,
  title,
  type,
  required: false,
  headers: headers.split(' ').filter((one) => one !== ''),
});

const needed = (name: string, title: string, type: FieldType, headers: string): CanonicalField => ({
  ...field(name, title, type, headers),
  required: true,
});

const DELETED = field('deleted', 'Deleted in the source', 'flag', 'isdeleted deleted fivetrandeleted');
const MODIFIED = field(
  'modifiedOn',
  'Last changed in the source',
  'date',
  'systemmodstamp lastmodifieddate modifiedon donotmodifymodifiedon lastmodified modifiedtime dealupdatetime updatedat fivetransynced',
);

const ACCOUNTS = [
  field(
    'key',
    'Id in the CRM',
    'id',
    'accountid donotmodifyaccount recordid hsobjectid id companyid organizationid organizationpipedrivesystemid crmid customerid accountkey customerkey key accountnumber customernumber attributesreferenceid',
  ),
  needed(
    'name',
    'Name',
    'text',
    'accountname companyname name company organizationname account organization customername customer legalname clientname client firma firmenname kunde empresa nombre',
  ),
  field(
    'domain',
    'Domain or web address',
    'text',
    'companydomainname domain domainname website websiteurl webaddress url homepage customerdomain',
  ),
  field(
    'country',
    'Country',
    'country',
    'billingcountry billingcountrycode country countryregion address1countryregion countrycode organizationcountryofaddress organizationaddresscountryofaddress customercountry land pais officelocation location',
  ),
  field(
    'region',
    'Region',
    'text',
    'region territory salesterritory salesregion billingstateprovince billingstate address1stateprovince stateregion state province',
  ),
  field(
    'city',
    'City',
    'text',
    'billingcity city address1city town organizationaddresscitytownvillagelocalityofaddress customercity ort stadt ciudad officelocation location',
  ),
  field(
    'address',
    'Street address',
    'text',
    'billingstreet street streetaddress address1street1 addressline1 address customeraddressline1 organizationaddress strasse',
  ),
  field(
    'postcode',
    'Postcode',
    'text',
    'billingzippostalcode billingpostalcode postalcode postcode zippostalcode zip zipcode address1zippostalcode organizationaddresszippostalcodeofaddress plz',
  ),
  field('phone', 'Telephone', 'text', 'phone mainphone phonenumber telephone telephone1 tel telefon'),
  field(
    'taxId',
    'Tax number',
    'text',
    'taxid vat vatnumber vatid vatregistration taxnumber taxidnumber ustid ustidnr nip ico cif',
  ),
  field('sector', 'Sector', 'text', 'industry sector industryvertical vertical branche'),
  field('employees', 'Employees', 'integer', 'employees numberofemployees employeecount noofemployees headcount'),
  field(
    'owner',
    'Owner',
    'text',
    'accountowner companyowner owner ownername organizationowner accountmanager salesrep ownerid hubspotownerid',
  ),
  field(
    'parent',
    'Parent account',
    'text',
    'parentaccount parentcompany subsidiaryof parent parentaccountname parentid parentaccountid',
  ),
  DELETED,
  MODIFIED,
];

const OPPORTUNITIES = [
  field(
    'key',
    'Id in the CRM',
    'id',
    'opportunityid donotmodifyopportunity dealid dealpipedrivesystemid recordid hsobjectid oppid opportunitykey id crmid key opportunitynumber dealnumber attributesreferenceid',
  ),
  field(
    'name',
    'Name',
    'text',
    'opportunityname dealname dealtitle topic name title opportunity deal subject projectname',
  ),
  field(
    'account',
    'Id of the account',
    'id',
    'accountid associatedcompanyids associatedcompanyid companyid customerid accountkey parentaccountid organizationid dealorganizationid',
  ),
  field(
    'accountName',
    'Name of the account',
    'text',
    'accountname potentialcustomer account dealorganization organization organizationname companyname associatedcompany company customername customer endcustomer client kunde',
  ),
  field(
    'product',
    'Product or family',
    'text',
    'product productname productfamily family productline solution produkt',
  ),
  field(
    'stage',
    'Stage',
    'text',
    'stage stagename dealstage dealstagepipeline salesstage pipelinephase stepname pipelinestage phase dealpipelinestageid',
  ),
  field('status', 'Open, won or lost', 'status', 'status dealstatus statecode state result outcome'),
  field('won', 'Won (yes or no)', 'flag', 'iswon won isclosedwon closedwon'),
  field('closed', 'Closed (yes or no)', 'flag', 'isclosed closed isdealclosed'),
  field(
    'value',
    'Value',
    'amount',
    'amount value dealvalue estrevenue estimatedrevenue estimatedvalue estvalue closevalue dealamount dealsize opportunityvalue totalamount contractvalue betrag wert monto',
  ),
  field('wonValue', 'Value once won', 'amount', 'actualrevenue actualvalue wonamount'),
  field(
    'currency',
    'Currency',
    'currency',
    'currencyisocode amountcurrency dealcurrencyofvalue dealcurrency dealcurrencycode currency currencycode transactioncurrency waehrung moneda',
  ),
  field(
    'owner',
    'Owner',
    'text',
    'opportunityowner dealowner owner ownername salesagent salesrep salesperson accountexecutive ownerid hubspotownerid',
  ),
  field('region', 'Region', 'text', 'region salesregion territory salesterritory regionaloffice'),
  field(
    'openedOn',
    'Opened on',
    'date',
    'createddate createdon createdate createdtime engagedate openedon opened opendate dealdealcreated dealcreationdate created createdat startdate',
  ),
  field(
    'closeOn',
    'Closes or closed on',
    'date',
    'closedate expectedclosedate estclosedate estimatedclosedate dealexpectedclosedate closingdate expectedclose expectedcloseon closeon targetclosedate abschlussdatum',
  ),
  field('closedOn', 'Closed on', 'date', 'actualclosedate dealclosedon closedon closeddate'),
  field('wonOn', 'Won on', 'date', 'dealwontime wontime wondate wonon'),
  field('lostOn', 'Lost on', 'date', 'deallosttime losttime lostdate loston'),
  field(
    'lastActivityOn',
    'Last activity on',
    'date',
    'lastactivity lastactivitydate lastactivityon deallastactivitydate lastactivitytime lastcontacted noteslastupdated lastcontactedon',
  ),
  field(
    'partnerName',
    'Partner',
    'text',
    'partner partnername partneraccount partneraccountname channelpartner reseller resellername referralpartner',
  ),
  DELETED,
  MODIFIED,
];

const PARTNERS = [
  field(
    'key',
    'Id in the partner list',
    'id',
    'partnerid partnerkey resellerkey resellerid vendorid partnernumber partnercode recordid id key accountid number',
  ),
  needed(
    'name',
    'Name',
    'text',
    'partnername resellername partner reseller distributor name companyname company accountname organizationname firma',
  ),
  field('type', 'Type', 'text', 'partnertype type businesstype resellertype category kind'),
  field('tier', 'Tier', 'text', 'tier partnertier partnerlevel level programtier programmetier'),
  field('stage', 'Life-cycle stage', 'text', 'lifecyclestage partnerstage stage'),
  field(
    'country',
    'Country',
    'country',
    'country countrycode countryregion billingcountry countryregioncode englishcountryregionname land',
  ),
  field(
    'region',
    'Region',
    'text',
    'region salesterritoryregion salesregion territoryregion stateprovincename stateregion state',
  ),
  field('city', 'City', 'text', 'city billingcity town ort stadt'),
  field(
    'domain',
    'Domain or web address',
    'text',
    'domain website websiteurl companydomainname webaddress url homepage',
  ),
  field('territories', 'Territories', 'list', 'territories territory countries countriescovered territoriescovered'),
  field(
    'families',
    'Product families it may register',
    'list',
    'families productfamilies authorisedfamilies authorizedfamilies authorisedproducts authorizedproducts family productfamily',
  ),
  field(
    'verticals',
    'Verticals',
    'list',
    'verticals vertical industries industry sectors sector productline specialisation specialization',
  ),
  field(
    'supporter',
    'Partner sales support',
    'text',
    'supporter partnermanager channelmanager partnersalessupport partneraccountmanager supportperson psm owner accountowner accountmanager',
  ),
  field(
    'signedOn',
    'Signed on',
    'date',
    'signedon signed signeddate agreementdate partnersince contractdate joined joinedon startdate',
  ),
  DELETED,
];

const CONTACTS = [
  field('key', 'Id in the source', 'id', 'contactid donotmodifycontact recordid id key personpipedrivesystemid'),
  needed(
    'partner',
    'Partner (name or id)',
    'text',
    'partner partnername partnerid partnerkey reseller resellername accountname organizationname organization companyname company accountid associatedcompany',
  ),
  field('name', 'Name', 'text', 'name fullname contactname personname contact'),
  field('firstName', 'First name', 'text', 'firstname personfirstname givenname vorname'),
  field('lastName', 'Last name', 'text', 'lastname personlastname surname familyname nachname'),
  field('title', 'Title', 'text', 'title jobtitle personjobtitle role position'),
  field('email', 'E-mail', 'text', 'email emailaddress personemail personemailwork mail'),
  field('phone', 'Telephone', 'text', 'phone phonenumber personphone mobile telephone mobilephone'),
  field(
    'certifications',
    'Certified in (families)',
    'list',
    'certifications certification certifiedin certifiedfamilies certificates certificate',
  ),
  field(
    'certifiedUntil',
    'Certified until',
    'date',
    'certifieduntil certificationexpires certificationexpiry certificateexpires validuntil',
  ),
  DELETED,
];

const PRODUCTS = [
  field('key', 'Code or id', 'id', 'productid productcode sku productkey productnumber itemnumber partnumber id key'),
  needed('name', 'Product', 'text', 'product productname name item title'),
  field('family', 'Family', 'text', 'productfamily family series productline productgroup category hierarchypath'),
  field('price', 'List price', 'amount', 'listprice salesprice price unitprice msrp'),
  field('currency', 'Currency', 'currency', 'currency currencyisocode currencycode'),
  DELETED,
];

const REGISTRATIONS = [
  needed(
    'partner',
    'Partner (name or id)',
    'text',
    'partner partnername partnerid partnerkey channelpartner reseller resellername partneraccount submittedbypartner partnercompany',
  ),
  field('type', 'Type', 'text', 'type registrationtype dealtype dealregistrationtype opportunitytype'),
  needed(
    'customer.name',
    'Customer',
    'text',
    'customername customer endcustomer endcustomername customercompanyname customercompany customerlegalname enduser endusername company companyname accountname account client prospect prospectname',
  ),
  field(
    'customer.domain',
    'Customer’s domain',
    'text',
    'customerdomain domain customerdomainname website customerwebsite webaddress companywebsite url',
  ),
  field(
    'customer.country',
    'Customer’s country',
    'text',
    'customercountry country countrycode customercountrycode land',
  ),
  field('customer.city', 'Customer’s city', 'text', 'customercity city town'),
  field(
    'customer.address',
    'Customer’s address',
    'text',
    'customeraddress customeraddressline1 address streetaddress street',
  ),
  field(
    'customer.postcode',
    'Customer’s postcode',
    'text',
    'customerpostcode customerpostalcode postcode postalcode zip zipcode plz',
  ),
  field('customer.phone', 'Customer’s telephone', 'text', 'customerphone phone telephone'),
  field(
    'customer.taxId',
    'Customer’s tax number',
    'text',
    'customertaxid customervat customervatnumber taxid vat vatnumber vatid',
  ),
  field('site', 'Site', 'text', 'site plant branch building jobsite'),
  field('designCustomer.name', 'Design customer', 'text', 'designcustomername designcustomer designer specifier'),
  field(
    'purchasingCustomer.name',
    'Purchasing customer',
    'text',
    'purchasingcustomername purchasingcustomer purchaser buyer',
  ),
  field('contact.name', 'Contact', 'text', 'contactname contact contactperson customercontact customercontactname'),
  field(
    'contact.firstName',
    'Contact’s first name',
    'text',
    'contactfirstname customerfirstname customercontactfirstname firstname',
  ),
  field(
    'contact.lastName',
    'Contact’s last name',
    'text',
    'contactlastname customerlastname customercontactlastname lastname',
  ),
  field(
    'contact.title',
    'Contact’s title',
    'text',
    'contacttitle contactjobtitle customertitle contactrole jobtitle title',
  ),
  field(
    'contact.email',
    'Contact’s e-mail',
    'text',
    'contactemail contactemailaddress customeremail customercontactemailaddress customercontactemail email emailaddress',
  ),
  field('family', 'Product family', 'text', 'productfamily family product productname productline solution'),
  field(
    'need',
    'Need',
    'text',
    'need needs customerneed projectdescription customerbusinessproblem description notes comments shortdescription',
  ),
  field(
    'value',
    'Estimated value',
    'amount',
    'estimatedvalue value estimateddealvalue dealvalue dealsize estimateddealsize amount estvalue expectedvalue estimatedamount',
  ),
  field('value.minor', 'Estimated value in minor units', 'minor', 'valueminor'),
  field('currency', 'Currency', 'currency', 'currency valuecurrency currencycode currencyisocode dealcurrency'),
  field(
    'expectedClose',
    'Expected close',
    'date',
    'expectedclose expectedclosedate expectedcloseon closedate estimatedclosedate estclosedate targetclosedate',
  ),
  field('evidence', 'Evidence (list)', 'evidence', 'evidence evidencelist interactions'),
  field(
    'evidence.kind',
    'Evidence: kind',
    'text',
    'evidencekind evidencetype kindofevidence interaction interactionkind salesactivities qualifyinginteraction',
  ),
  field('evidence.date', 'Evidence: date', 'date', 'evidencedate interactiondate dateofevidence meetingdate'),
  field(
    'evidence.note',
    'Evidence: note',
    'text',
    'evidencenote evidencedescription evidencenotes interactionnote evidencetext',
  ),
  field(
    'reference',
    'Partner’s own number',
    'text',
    'reference partnerreference partnercrmuniqueidentifier crmid partnerdealid dealid referenceid ourreference partnernumber opportunityid',
  ),
  field(
    'receivedAt',
    'Received at',
    'instant',
    'receivedat received receivedon datereceived receiveddate submittedat submittedon submissiondate submitted',
  ),
  DELETED,
];

/** The canonical fields of every kind. */
export const CANONICAL: Readonly<Record<ImportKind, readonly CanonicalField[]>> = {
  accounts: ACCOUNTS,
  opportunities: OPPORTUNITIES,
  partners: PARTNERS,
  contacts: CONTACTS,
  products: PRODUCTS,
  registrations: REGISTRATIONS,
};

/** One canonical field of a kind; `undefined` when the kind has none of that name. */
export const canonicalField = (kind: ImportKind, name: string): CanonicalField | undefined =>
  CANONICAL[kind].find((one) => one.field === name);

/** The canonical fields of each kind, for the mapping screen. */
export const fields = (): Record<ImportKind, { field: string; title: string; required: boolean; type: string }[]> => {
  const shown = (kind: ImportKind) =>
    CANONICAL[kind].map(({ field: name, title, required, type }) => ({ field: name, title, required, type }));
  return {
    accounts: shown('accounts'),
    opportunities: shown('opportunities'),
    partners: shown('partners'),
    registrations: shown('registrations'),
    products: shown('products'),
    contacts: shown('contacts'),
  };
};
