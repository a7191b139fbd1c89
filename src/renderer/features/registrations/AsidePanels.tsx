import { Link } from '@tanstack/react-router';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { type Definition, DefinitionList } from '../../ui/DefinitionList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Detail.module.css';

/** What an approval would set going. */
export function IfApprovedPanel({ approved }: { approved: NonNullable<RegistrationDetail['ifApproved']> }) {
  const format = useFormat();
  const earns = approved.wouldEarn;
  return (
    <Panel title="If approved today">
      <DefinitionList
        items={[
          { term: 'Protected until', value: format.date(approved.protectedUntil) },
          { term: 'First meeting due', value: format.date(approved.firstMeetingDue) },
          { term: 'Supported by', value: approved.supporter ?? 'nobody yet' },
          { term: 'Would earn, if won', value: earns === null ? '—' : format.exactMoney(earns) },
        ]}
      />
      <p className={classes.aside}>{format.words(approved.wouldEarnWhy)}</p>
    </Panel>
  );
}

/** What was decided, and what came of it; nothing while nothing has. */
export function OutcomePanel({ detail }: { detail: RegistrationDetail }) {
  const format = useFormat();
  const { decision, protection, opportunity } = detail;
  const items: Definition[] = [];
  if (decision !== null) {
    const asked = detail.state === 'in case' || detail.state === 'returned';
    items.push({ term: asked ? 'Asked by' : 'Decided by', value: decision.by, note: format.instant(decision.at) });
    if (decision.code !== null) items.push({ term: 'Code', value: decision.code });
  }
  if (protection !== null) {
    items.push({
      term: protection.state === 'running' ? 'Protected until' : protection.state === 'lapsed' ? 'Lapsed' : 'Ended',
      value: format.date(protection.until),
      note: `from ${format.shortDate(protection.from)}`,
    });
  }
  if (detail.case !== null) {
    items.push({
      term: 'Case',
      value: (
        <Link to="/cases/$id" params={{ id: detail.case.id }}>
          {detail.case.number}
        </Link>
      ),
      note: detail.case.state === 'open' ? 'open, blind' : detail.case.state,
    });
  }
  // What is only offered is asked beside it.
  if (opportunity?.linked === true) {
    items.push({ term: 'Opportunity', value: opportunity.key, note: opportunity.status });
  }
  if (items.length === 0) return null;
  return (
    <Panel title={decision === null && detail.state === 'submitted' ? 'Was in a case' : TITLES[detail.state]}>
      <DefinitionList items={items} />
      {decision?.reason != null && decision.reason !== '' && (
        <p className={classes.reason}>
          “<bdi>{format.words(decision.reason)}</bdi>”
        </p>
      )}
      {decision !== null && decision.missing.length > 0 && (
        <div className={classes.asked}>
          <span>{detail.state === 'submitted' ? 'Was asked for' : 'Asked for'}</span>
          <ul>
            {decision.missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

const TITLES: Readonly<Record<RegistrationDetail['state'], string>> = {
  submitted: 'Returned once, answered',
  returned: 'Returned for information',
  'in case': 'In a case',
  approved: 'Approved',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
};
