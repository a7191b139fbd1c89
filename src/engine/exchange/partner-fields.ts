import { DELETED, field, needed } from './canonical-field.ts';

// The fields of partners, their people, products, and what partners register. Headers: field.md, 5.5 to 5.7, and plain names.

export const PARTNERS = [
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

export const CONTACTS = [
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

export const PRODUCTS = [
  field('key', 'Code or id', 'id', 'productid productcode sku productkey productnumber itemnumber partnumber id key'),
  needed('name', 'Product', 'text', 'product productname name item title'),
  field('family', 'Family', 'text', 'productfamily family series productline productgroup category hierarchypath'),
  field('price', 'List price', 'amount', 'listprice salesprice price unitprice msrp'),
  field('currency', 'Currency', 'currency', 'currency currencyisocode currencycode'),
  DELETED,
];

export const REGISTRATIONS = [
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
