import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { Panel } from '../../ui/Panel.tsx';
import { worstFirst } from './findings.ts';
import { Findings } from './NetNewPanel.tsx';

/** The criteria and the duplicate checks, what needs eyes first. */
export function CriteriaPanel({ detail }: { detail: RegistrationDetail }) {
  const checks = worstFirst(detail.findings.filter((one) => one.group !== 'net-new'));
  const passed = checks.filter((one) => one.result === 'pass').length;
  return (
    <Panel title="Criteria" detail={`${passed} of ${checks.length} pass`}>
      <Findings label="Criteria" findings={checks} ruled={false} />
    </Panel>
  );
}
