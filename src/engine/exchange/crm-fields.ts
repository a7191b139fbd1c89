import { DELETED, field, needed } from './canonical-field.ts';

// The fields of the vendor’s own CRM records. Headers: field.md, 5.1 to 5.4, and plain names.

const MODIFIED = field(
  'modifiedOn',
  'Last changed in the source',
  'date',
  'systemmodstamp lastmodifieddate modifiedon donotmodifymodifiedon lastmodified modifiedtime dealupdatetime updatedat fivetransynced',
);

export const ACCOUNTS = [
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
    'billingcountry billingcountrycode country address1country countryregion address1countryregion countrycode organizationcountryofaddress organizationaddresscountryofaddress customercountry land pais officelocation location',
  ),
  field(
    'region',
    'Region',
    'text',
    'region territory territoryidname salesterritory salesregion billingstateprovince address1stateorprovince billingstate address1stateprovince stateregion state province',
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
    'billingstreet street streetaddress address1street1 address1line1 addressline1 address customeraddressline1 organizationaddress strasse',
  ),
  field(
    'postcode',
    'Postcode',
    'text',
    'billingzippostalcode billingpostalcode postalcode postcode zippostalcode zip zipcode address1zippostalcode address1postalcode organizationaddresszippostalcodeofaddress plz',
  ),
  field('phone', 'Telephone', 'text', 'phone mainphone phonenumber telephone telephone1 tel telefon'),
  field(
    'taxId',
    'Tax number',
    'text',
    'taxid vat vatnumber vatid vatregistration taxnumber taxidnumber ustid ustidnr nip ico cif',
  ),
  field('sector', 'Sector', 'text', 'industry industrycodename sector industryvertical vertical branche'),
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

export const OPPORTUNITIES = [
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
    'accountname parentaccountidname customeridname accountidname potentialcustomer account dealorganization organization organizationname companyname associatedcompany company customername customer endcustomer client kunde',
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
    'stage stagename dealstage dealstagepipeline salesstage pipelinephase stepname pipelinestage phase dealpipelinestageid statuscodename',
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
    'currencyisocode amountcurrency dealcurrencyofvalue dealcurrency dealcurrencycode currency currencycode transactioncurrency transactioncurrencyidname transactioncurrencyidisocurrencycode waehrung moneda',
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
  field(
    'business',
    'New business or renewal',
    'text',
    'type opportunitytype dealtype businesstype dealdealtype typeofbusiness',
  ),
  DELETED,
  MODIFIED,
];
