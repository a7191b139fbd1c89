import { Fragment, useId, useState } from 'react';
import type { Candidate, MatchEvidence } from '../../../contract/matching.ts';
import type { RegistrationDetail } from '../../../contract/registrations.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './ClosestAccounts.module.css';
import { fieldOf, percentWords, placeOf, toneOf } from './likeness.ts';
import { Waterfall } from './Waterfall.tsx';

const SHOWN_AT_FIRST = 4;

/** The accounts nearest to the customer, and why each is or isn’t it. */
export function ClosestAccounts({ detail }: { detail: RegistrationDetail }) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string>();
  const { candidates } = detail;
  if (candidates.length === 0) {
    return (
      <Panel title="Closest accounts" detail="none comes near">
        <p className={classes.none}>No account of the extract has a name, domain or place like this customer’s.</p>
      </Panel>
    );
  }
  const shown = all ? candidates : candidates.slice(0, SHOWN_AT_FIRST);
  return (
    <Panel title="Closest accounts" detail={whyWords(candidates)}>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="Closest accounts">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Name</th>
              <th scope="col">Domain</th>
              <th scope="col">Place</th>
              <th scope="col" className={classes.end}>
                Same?
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((candidate) => (
              <Row
                key={candidate.account}
                candidate={candidate}
                open={open === candidate.account}
                onOpen={() => setOpen(open === candidate.account ? undefined : candidate.account)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {candidates.length > shown.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {candidates.length - shown.length} more that are less alike
        </button>
      )}
    </Panel>
  );
}

/** What the table answers, by the nearest of them. */
function whyWords(candidates: readonly Candidate[]): string {
  const [first] = candidates;
  if (first?.verdict === 'same') return 'the first of them is this customer';
  const doubtful = candidates.some((one) => one.verdict !== 'different');
  return doubtful ? 'one of them may be this customer' : 'why none of them is this customer';
}

function Row({ candidate, open, onOpen }: { candidate: Candidate; open: boolean; onOpen: () => void }) {
  const format = useFormat();
  const whyId = useId();
  return (
    <Fragment>
      <tr data-open={open || undefined} className={classes.row} onClick={onOpen}>
        <th scope="row">
          <button
            type="button"
            className={classes.open}
            aria-expanded={open}
            aria-controls={open ? whyId : undefined}
            onClick={(event) => {
              // The row around it opens too.
              event.stopPropagation();
              onOpen();
            }}
          >
            <bdi>{candidate.name}</bdi>
          </button>
        </th>
        <td>
          <Level line={fieldOf(candidate, 'name')} />
        </td>
        <td>
          <Level line={fieldOf(candidate, 'domain')} />
        </td>
        <td>
          <Level line={placeOf(candidate)} value />
        </td>
        <td className={classes.end}>{format.words(percentWords(candidate.probability))}</td>
      </tr>
      {open && (
        <tr id={whyId} className={classes.why}>
          <td colSpan={5}>
            <Waterfall candidate={candidate} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Level({ line, value = false }: { line: MatchEvidence | undefined; value?: boolean }) {
  if (line === undefined || line.level === 'missing') return <Chip>none</Chip>;
  const words = value && line.ours !== null ? line.ours : line.level;
  return (
    <Chip
      tone={toneOf[line.level]}
      title={`${line.level}: ${line.theirs ?? 'not given'} / ${line.ours ?? 'not given'}`}
    >
      {words}
    </Chip>
  );
}
