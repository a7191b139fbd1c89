import { useState } from 'react';
import type { Finding, RegistrationDetail } from '../../../contract/registrations.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { type Check, CheckList } from '../../ui/CheckList.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Evidence } from './Evidence.tsx';
import classes from './Findings.module.css';
import { passBriefly, passWords } from './findings.ts';

/** The net-new tests, each with what it rests on. */
export function NetNewPanel({ detail }: { detail: RegistrationDetail }) {
  const tests = detail.findings.filter((one) => one.group === 'net-new');
  const why = detail.state === 'submitted' ? (detail.ifApproved?.provisionalWhy ?? null) : null;
  const provisional = detail.ifApproved?.provisional ?? detail.provisional;
  return (
    <Panel
      title={`Net-new: ${passWords(tests)}`}
      detail={provisional ? <Chip tone="due">provisional</Chip> : undefined}
    >
      <Findings label="Net-new tests" findings={tests} brief />
      {why !== null && <ProvisionalWhy why={why} />}
    </Panel>
  );
}

function ProvisionalWhy({ why }: { why: string }) {
  const format = useFormat();
  return (
    <p className={classes.why}>
      An approval would be provisional, and be checked again at the next import. {format.words(why)}
    </p>
  );
}

export type FindingsProps = {
  label: string;
  findings: readonly Finding[];
  /** A passed one says in three words what it saw, at the right. */
  brief?: boolean;
  ruled?: boolean;
};

/** Findings one a row; each opens to its evidence. */
export function Findings({ label, findings, brief = false, ruled = true }: FindingsProps) {
  const format = useFormat();
  const [open, setOpen] = useState<string>();
  const checks = findings.map(
    (finding): Check => ({
      id: finding.rule,
      result: finding.result,
      title: <Title finding={finding} format={format} />,
      detail: brief && finding.result === 'pass' ? passBriefly(finding, format.shortDate) : undefined,
      open: open === finding.rule,
      onOpen: () => setOpen(open === finding.rule ? undefined : finding.rule),
      evidence: <Evidence finding={finding} />,
    }),
  );
  return <CheckList label={label} checks={checks} ruled={ruled} />;
}

function Title({ finding, format }: { finding: Finding; format: Format }) {
  if (finding.result === 'pass') return finding.title;
  return (
    <>
      {finding.title}
      <span className={classes.words}>{format.words(finding.words)}</span>
    </>
  );
}
