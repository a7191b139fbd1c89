import { Link } from '@tanstack/react-router';
import type { Finding, FindingEvidence } from '../../../contract/registrations.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import classes from './Findings.module.css';

/** What a finding rests on: record, field and value, the file and row it came from, and as of when. */
export function Evidence({ finding }: { finding: Finding }) {
  const format = useFormat();
  const asOf = finding.asOf === null ? '' : ` Judged on the extract of ${format.date(finding.asOf)}.`;
  return (
    <div className={classes.evidence}>
      <p>
        {finding.result === 'pass' && `${format.words(finding.words)} `}
        <span className={classes.rule}>
          Rule {finding.rule}.{asOf}
        </span>
      </p>
      {finding.evidence.length > 0 && (
        <ul aria-label={`Evidence of ${finding.title}`} className={classes.records}>
          {finding.evidence.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence is a fixed list without ids of its own.
            <li key={place} className={classes.record}>
              <span className={classes.label}>
                <Record evidence={one} />
              </span>
              <span className={classes.value}>{valueWords(one, format)}</span>
              <span className={classes.source}>{sourceWords(one, format)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Record({ evidence: { record, id, label } }: { evidence: FindingEvidence }) {
  const name = <bdi>{label}</bdi>;
  if (record === 'registration' && id !== null) {
    return (
      <Link to="/registrations/$id" params={{ id }} search={true}>
        {name}
      </Link>
    );
  }
  if (record === 'partner' && id !== null) {
    return (
      <Link to="/partners/$id" params={{ id }}>
        {name}
      </Link>
    );
  }
  return name;
}

const FIELDS: Readonly<Record<string, string>> = {
  'customer.name': 'customer',
  'customer.domain': 'domain',
  'customer.country': 'country',
  'contact.email': 'contact’s e-mail',
  'contact.name': 'contact',
  'contact.title': 'contact’s title',
  expectedClose: 'expected close',
  match: 'compared with this customer',
};

function valueWords({ field, value }: FindingEvidence, format: Format): string {
  const name = field === null ? undefined : (FIELDS[field] ?? field);
  const said = value === null ? 'not given' : format.words(value);
  return name === undefined ? said : `${name}: ${said}`;
}

function sourceWords({ lineage }: FindingEvidence, format: Format): string {
  if (lineage === null) return '';
  const row = lineage.row === null ? '' : `, row ${format.count(lineage.row)}`;
  const sheet = lineage.sheet === null ? '' : `, sheet ${lineage.sheet}`;
  const asOf = lineage.asOf === null ? '' : `, as of ${format.shortDate(lineage.asOf)}`;
  return `${lineage.file}${sheet}${row}${asOf}`;
}
