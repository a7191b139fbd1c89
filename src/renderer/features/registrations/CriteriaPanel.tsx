import { useState } from 'react';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Detail.module.css';
import { inSight, worstFirst } from './findings.ts';
import { Findings } from './NetNewPanel.tsx';

/** The criteria and the duplicate checks: what needs eyes first, and those a decider asks for even when they pass. */
export function CriteriaPanel({ detail }: { detail: RegistrationDetail }) {
  const [all, setAll] = useState(false);
  const checks = worstFirst(detail.findings.filter((one) => one.group !== 'net-new'));
  const passed = checks.filter((one) => one.result === 'pass').length;
  const shown = all ? checks : checks.filter(inSight);
  return (
    <Panel title="Criteria" detail={`${passed} of ${checks.length} pass`}>
      <Findings label="Criteria" findings={shown} ruled={false} />
      {shown.length < checks.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          and {checks.length - shown.length} more that pass
        </button>
      )}
    </Panel>
  );
}
