import { describe, expect, test } from 'vitest';
import type { ImportKind } from '../../contract/exchange.ts';
import { recognise } from './recognise.ts';

const seen = (columns: string, file = 'export.csv', samples: Record<string, readonly string[]> = {}) =>
  recognise({
    file,
    columns: columns.split('|'),
    samples: (column) => samples[column] ?? [],
    isCountry: (text) => ['Germany', 'Kenya', 'DE'].includes(text),
  });

const fieldColumns = (recognised: ReturnType<typeof recognise>) =>
  Object.fromEntries(
    Object.entries(recognised.fields).flatMap(([field, from]) => ('column' in from ? [[field, from.column]] : [])),
  );

describe('a table is known by the names of its columns', () => {
  test.each<{ columns: string; kind: ImportKind; source: string; fields: Record<string, string> }>([
    {
      columns:
        'Account ID|Account Owner|Account Name|Parent Account|Type|Industry|Website|Billing Street|Billing City|Billing Zip/Postal Code|Billing Country|Employees|Last Activity',
      kind: 'accounts',
      source: 'Salesforce',
      fields: {
        key: 'Account ID',
        name: 'Account Name',
        domain: 'Website',
        country: 'Billing Country',
        postcode: 'Billing Zip/Postal Code',
        parent: 'Parent Account',
      },
    },
    {
      columns:
        'Id|OwnerId|Name|ParentId|BillingStreet|BillingCity|BillingPostalCode|BillingCountry|Website|NumberOfEmployees|SystemModstamp|IsDeleted',
      kind: 'accounts',
      source: 'Salesforce',
      fields: { key: 'Id', name: 'Name', domain: 'Website', employees: 'NumberOfEmployees', deleted: 'IsDeleted' },
    },
    {
      columns:
        'Opportunity ID|Opportunity Name|Account Name|Opportunity Owner|Stage|Amount|Amount Currency|Expected Revenue|Probability (%)|Close Date|Created Date|Last Activity',
      kind: 'opportunities',
      source: 'Salesforce',
      fields: {
        key: 'Opportunity ID',
        name: 'Opportunity Name',
        accountName: 'Account Name',
        stage: 'Stage',
        value: 'Amount',
        currency: 'Amount Currency',
        closeOn: 'Close Date',
        openedOn: 'Created Date',
        lastActivityOn: 'Last Activity',
      },
    },
    {
      columns:
        'Id|AccountId|Name|StageName|Amount|CurrencyIsoCode|CloseDate|CreatedDate|IsClosed|IsWon|LastActivityDate',
      kind: 'opportunities',
      source: 'Salesforce',
      fields: {
        key: 'Id',
        account: 'AccountId',
        stage: 'StageName',
        currency: 'CurrencyIsoCode',
        won: 'IsWon',
        closed: 'IsClosed',
      },
    },
    {
      columns:
        'Record ID|Deal Name|Deal Stage|Pipeline|Amount|Currency|Close Date|Create Date|Deal owner|Associated Company IDs|Associated Company|Is Closed Won|Is Deal Closed?',
      kind: 'opportunities',
      source: 'HubSpot',
      fields: {
        key: 'Record ID',
        name: 'Deal Name',
        stage: 'Deal Stage',
        account: 'Associated Company IDs',
        accountName: 'Associated Company',
        won: 'Is Closed Won',
        closed: 'Is Deal Closed?',
      },
    },
    {
      columns: 'Record ID|Company name|Company Domain Name|Company owner|City|Postal Code|Country/Region|Industry',
      kind: 'accounts',
      source: 'HubSpot',
      fields: { key: 'Record ID', name: 'Company name', domain: 'Company Domain Name', country: 'Country/Region' },
    },
    {
      columns:
        '(Do Not Modify) Opportunity|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Topic|Potential Customer|Est. Close Date|Est. Revenue|Actual Close Date|Actual Revenue|Currency|Owner|Status|Status Reason|Created On',
      kind: 'opportunities',
      source: 'Dynamics',
      fields: {
        key: '(Do Not Modify) Opportunity',
        name: 'Topic',
        accountName: 'Potential Customer',
        value: 'Est. Revenue',
        wonValue: 'Actual Revenue',
        closeOn: 'Est. Close Date',
        closedOn: 'Actual Close Date',
        status: 'Status',
        modifiedOn: '(Do Not Modify) Modified On',
      },
    },
    {
      columns:
        '(Do Not Modify) Account|Account Name|Main Phone|Address 1: City|Address 1: Country/Region|Website|Relationship Type',
      kind: 'accounts',
      source: 'Dynamics',
      fields: {
        key: '(Do Not Modify) Account',
        name: 'Account Name',
        city: 'Address 1: City',
        country: 'Address 1: Country/Region',
      },
    },
    {
      columns:
        'Deal - ID|Deal - Title*|Deal - Value|Deal - Currency of Value|Deal - Organization|Deal - Stage|Deal - Status|Deal - Deal created|Deal - Expected close date|Deal - Won time|Deal - Lost time',
      kind: 'opportunities',
      source: 'Pipedrive',
      fields: {
        key: 'Deal - ID',
        name: 'Deal - Title*',
        value: 'Deal - Value',
        currency: 'Deal - Currency of Value',
        accountName: 'Deal - Organization',
        status: 'Deal - Status',
        wonOn: 'Deal - Won time',
        openedOn: 'Deal - Deal created',
      },
    },
    {
      columns: 'Record Id|Deal Owner|Deal Name|Account Name|Amount|Closing Date|Stage|Currency|Created Time',
      kind: 'opportunities',
      source: 'Zoho',
      fields: { key: 'Record Id', name: 'Deal Name', closeOn: 'Closing Date', openedOn: 'Created Time' },
    },
    {
      columns:
        'customerCompanyName|customerWebsite|country|city|partnerCrmUniqueIdentifier|targetCloseDate|salesActivities|projectDescription|customerEmail',
      kind: 'registrations',
      source: 'AWS ACE',
      fields: {
        'customer.name': 'customerCompanyName',
        'customer.domain': 'customerWebsite',
        'customer.country': 'country',
        expectedClose: 'targetCloseDate',
        reference: 'partnerCrmUniqueIdentifier',
        'evidence.kind': 'salesActivities',
        'contact.email': 'customerEmail',
      },
    },
    {
      columns:
        'Partner|Customer|Website|Country|Contact|Title|E-mail|Product family|Estimated value|Currency|Expected close|Evidence kind|Evidence date|Evidence note|Received at',
      kind: 'registrations',
      source: 'plain',
      fields: {
        partner: 'Partner',
        'customer.name': 'Customer',
        'customer.domain': 'Website',
        'contact.name': 'Contact',
        'contact.title': 'Title',
        'contact.email': 'E-mail',
        family: 'Product family',
        value: 'Estimated value',
        receivedAt: 'Received at',
      },
    },
    {
      columns:
        'partner|type|customer.name|customer.domain|customer.country|contact.name|contact.title|contact.email|family|value.minor|value.currency|expectedClose|evidence|receivedAt',
      kind: 'registrations',
      source: 'plain',
      fields: {
        'customer.name': 'customer.name',
        'value.minor': 'value.minor',
        currency: 'value.currency',
        evidence: 'evidence',
      },
    },
    {
      columns: 'Partner name|Partner type|Tier|Country|Website|Territories|Partner manager|Signed on',
      kind: 'partners',
      source: 'plain',
      fields: {
        name: 'Partner name',
        type: 'Partner type',
        tier: 'Tier',
        supporter: 'Partner manager',
        signedOn: 'Signed on',
        territories: 'Territories',
      },
    },
    {
      columns: 'Partner|First name|Last name|Job title|Email|Certified in|Certified until',
      kind: 'contacts',
      source: 'plain',
      fields: {
        partner: 'Partner',
        firstName: 'First name',
        lastName: 'Last name',
        certifications: 'Certified in',
        certifiedUntil: 'Certified until',
      },
    },
    {
      columns: 'product|series|sales_price',
      kind: 'products',
      source: 'plain',
      fields: { name: 'product', family: 'series', price: 'sales_price' },
    },
  ])('$source $kind: $columns', ({ columns, kind, source, fields }) => {
    const recognised = seen(columns);
    expect(recognised).toMatchObject({ kind, source });
    expect(fieldColumns(recognised)).toMatchObject(fields);
  });

  test('the order of the columns never matters', () => {
    const columns = 'Opportunity ID|Opportunity Name|Account Name|Stage|Amount|Close Date';
    const turned = columns.split('|').reverse().join('|');
    expect(fieldColumns(seen(turned))).toEqual(fieldColumns(seen(columns)));
  });

  test.each([
    ['leads', 'Id|LastName|FirstName|Company|LeadSource|Status|IsConverted'],
    ['line items of opportunities', 'OpportunityId|Quantity|UnitPrice|ProductCode|Name'],
  ])('%s are known and not taken', (foreign, columns) => {
    expect(seen(columns)).toMatchObject({ kind: null, foreign });
  });

  test.each(['Name|Validation Error Message', 'a|b|c', 'stage_id|label|pipeline_id', 'city|state|territory key'])(
    'nothing is made of %s',
    (columns) => expect(seen(columns).kind).toBeNull(),
  );

  test('a name that can mean two things is judged by what stands under it', () => {
    const columns = 'account|sector|office_location';
    expect(fieldColumns(seen(columns, 'accounts.csv', { office_location: ['Germany', 'Kenya'] }))).toMatchObject({
      country: 'office_location',
    });
    expect(fieldColumns(seen(columns, 'accounts.csv', { office_location: ['Ulm', 'Kiel'] }))).toMatchObject({
      city: 'office_location',
    });
  });
});

describe('a registration at its shortest', () => {
  test.each(['Partner|Customer|Country|Website', 'Partner|Customer', 'Reseller|Customer|Country|City|Website'])(
    '%s is one, and not an account',
    (columns) => {
      const recognised = seen(columns);
      expect(recognised.kind).toBe('registrations');
      expect(fieldColumns(recognised)).toMatchObject({ partner: columns.split('|')[0], 'customer.name': 'Customer' });
    },
  );

  test.each([
    'Customer|Country|Website',
    'Account Name|Partner|Website|Industry|Employees|Billing Country',
    'Customer|Partner|Website|Industry|Employees|Annual Revenue',
  ])('%s is a list of accounts', (columns) => {
    expect(seen(columns).kind).toBe('accounts');
  });

  test('an opportunity with customer and partner stays one', () => {
    expect(seen('Opportunity ID|Customer|Partner|Stage|Amount|Close Date').kind).toBe('opportunities');
  });
});
