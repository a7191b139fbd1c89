import { Button } from '@mantine/core';
import type { CaseDetail, CaseRequest } from '../../../contract/conflicts.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './CasePanels.module.css';
import { claimantName } from './caseWords.ts';
import { useTakeBack } from './useTakeBack.ts';

/** What all claimants were asked for, the last request first; nothing where nobody was. */
export function RequestsPanel({ detail }: { detail: CaseDetail }) {
  const { requests, waiting, blind } = detail;
  if (requests.length === 0) return null;
  return (
    <Panel
      title="Asked of all claimants"
      detail={waiting === null ? undefined : <Chip tone="due">clock stands still</Chip>}
    >
      {[...requests].reverse().map((request) => (
        <Request key={request.at} request={request} open={waiting !== null && request === requests.at(-1)} />
      ))}
      {blind && waiting !== null && (
        <p className={classes.loser}>
          An answer is entered at its registration, found by its number. Who has answered isn’t shown: names stay
          hidden.
        </p>
      )}
    </Panel>
  );
}

function Request({ request, open }: { request: CaseRequest; open: boolean }) {
  const format = useFormat();
  const { missing, note, answered, of, answerDueAt, at, by } = request;
  return (
    <>
      <ul className={classes.asked}>
        {missing.map((one) => (
          <li key={one}>
            <bdi>{one}</bdi>
          </li>
        ))}
      </ul>
      {note !== '' && (
        <p className={classes.reason}>
          “<bdi>{note}</bdi>”
        </p>
      )}
      <p className={classes.loser}>
        Asked by {by} on {format.instant(at)}. {answered} of {of} {answered === 1 ? 'has' : 'have'} answered,{' '}
        {open ? 'the others have time until' : 'there was time until'} {format.instant(answerDueAt)}.
      </p>
    </>
  );
}

/** The customer’s letters, each with a way back while there is one; their words stand on the time line. */
export function PreferencesPanel({ detail }: { detail: CaseDetail }) {
  const format = useFormat();
  const takeBack = useTakeBack();
  const letters = detail.list.flatMap((claim) => claim.preferences.map((letter) => ({ claim, letter })));
  if (letters.length === 0) return null;
  return (
    <Panel title="The customer’s letters">
      <ul>
        {letters.map(({ claim, letter }) => (
          <li key={letter.id} className={classes.letter}>
            <span>
              For <bdi>{claimantName(claim, claim.label)}</bdi>, by <bdi>{letter.writtenBy}</bdi> on{' '}
              {format.date(letter.date)}
              {letter.afterSeal && <Chip tone="due">after the seal</Chip>}
            </span>
            {letter.mayTakeBack && (
              <Button
                loading={takeBack.isPending}
                onClick={() => takeBack.mutate({ case: detail.id, preference: letter.id })}
              >
                Take back
                <span className="visually-hidden"> the letter for claimant {claim.label}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Why a case was dismissed. */
export function DismissedPanel({ detail: { dismissed } }: { detail: CaseDetail }) {
  const format = useFormat();
  if (dismissed === null) return null;
  return (
    <Panel title="Dismissed" detail="nothing was ruled">
      <p className={classes.reason}>
        “<bdi>{dismissed.reason}</bdi>”
      </p>
      <p className={classes.loser}>
        By {dismissed.by} on {format.instant(dismissed.at)}. The claims went back to the queue.
      </p>
    </Panel>
  );
}
