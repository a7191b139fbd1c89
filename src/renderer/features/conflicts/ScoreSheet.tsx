import { type ReactNode, useId } from 'react';
import type { CaseDetail, Claim } from '../../../contract/conflicts.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ScoreRow } from '../../ui/ScoreRow.tsx';
import { colorOf, meaningsOf } from './caseWords.ts';
import classes from './ScoreSheet.module.css';
import { type Cell, cellKey, type Entered, scoreOf } from './scoring.ts';

export type ScoreSheetProps = {
  detail: CaseDetail;
  entered: Entered;
  /** The cell the keys are on. */
  at: Cell | undefined;
  onAt: (cell: Cell) => void;
  /** Left out: the scores are sealed. */
  onScore?: ((cell: Cell, score: number) => void) | undefined;
};

export const scoreRowId = (cell: Cell): string => `score-${cellKey(cell).replace(' ', '-')}`;

/** The place of the claims, side by side. */
export const Sheet = ({ children }: { children: ReactNode }) => <div className={classes.claims}>{children}</div>;

/** The claims side by side, each with its scores. */
export function ScoreSheet({ detail, entered, at, onAt, onScore }: ScoreSheetProps) {
  const format = useFormat();
  const winner = detail.ruling?.winner ?? null;
  const guide = detail.criteria.find((one) => one.id === at?.criterion);
  const guideId = useId();
  return (
    <div className={classes.sheet}>
      <Sheet>
        {detail.list.map((claim) => (
          <Panel
            key={claim.label}
            title={claim.revealed === null ? `Claimant ${claim.label}` : <Revealed claim={claim} format={format} />}
            detail={claim.label === winner ? <Chip tone="pass">won</Chip> : broughtWords(claim)}
            edge={`claim-${colorOf(claim.label)}`}
          >
            {detail.criteria.map((criterion) => {
              const cell = { label: claim.label, criterion: criterion.id };
              return (
                <ScoreRow
                  key={criterion.id}
                  id={scoreRowId(cell)}
                  title={criterion.title}
                  claimant={colorOf(claim.label)}
                  value={scoreOf(detail, cell, entered)}
                  meanings={meaningsOf(criterion.guide)}
                  current={at !== undefined && cellKey(at) === cellKey(cell)}
                  onFocus={() => onAt(cell)}
                  onChange={onScore === undefined ? undefined : (score) => onScore(cell, score)}
                />
              );
            })}
            <Facts claim={claim} format={format} />
          </Panel>
        ))}
      </Sheet>
      {onScore !== undefined && guide !== undefined && (
        <p id={guideId} className={classes.guide}>
          <strong>{guide.title}</strong> counts {format.percent(guide.weightBp)}: {guide.guide}
        </p>
      )}
    </div>
  );
}

function Revealed({ claim, format }: { claim: Claim; format: Format }) {
  const { label, revealed } = claim;
  if (revealed === null) return null;
  const about = [
    revealed.tier ?? undefined,
    revealed.value === null ? undefined : format.money(revealed.value),
    revealed.number,
  ].filter((part) => part !== undefined);
  return (
    <>
      {label}: <bdi>{revealed.partnerName}</bdi>
      <span className={classes.about}>{about.join(' · ')}</span>
    </>
  );
}

/** What stands beside a blind claimant’s letter: how far it came with the customer. */
function broughtWords(claim: Claim): string {
  if (claim.kind === 'direct opportunity') return 'direct opportunity';
  const last = [...claim.evidence].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
  return last === undefined ? 'no interaction given' : last.kind;
}

/** “10 open opportunities, the oldest of 10 Jan 2026”: our own team is one claimant, however many it has. */
function ownWords({ opportunities }: Claim, format: Format): string | undefined {
  const [oldest] = opportunities;
  if (oldest === undefined) return undefined;
  const since = oldest.openedOn === null ? 'not dated' : format.date(oldest.openedOn);
  return opportunities.length === 1
    ? `opened ${since}`
    : `${format.counted(opportunities.length, 'open opportunity', 'open opportunities')}, the oldest of ${since}`;
}

function Facts({ claim, format }: { claim: Claim; format: Format }) {
  const facts = [
    claim.receivedAt === null ? undefined : `received ${format.instant(claim.receivedAt)}`,
    claim.kind === 'direct opportunity' ? undefined : claim.complete ? 'complete' : 'incomplete',
    claim.returnedTimes === 0
      ? undefined
      : `returned ${claim.returnedTimes === 1 ? 'once' : `${claim.returnedTimes} times`}`,
    ownWords(claim, format),
    claim.contactTitle === null ? undefined : `met the ${claim.contactTitle}`,
  ].filter((part) => part !== undefined);
  return (
    <div className={classes.facts}>
      <span>{facts.join(' · ')}</span>
      {claim.customerPreference && <Chip tone="accent">the customer prefers it in writing</Chip>}
      {claim.total !== null && (
        <span className={classes.total}>
          {claim.total.toFixed(2)}
          <span className="visually-hidden"> of 4 in all</span>
        </span>
      )}
    </div>
  );
}

/** Gives a row of the sheet the focus. */
export function focusCell(cell: Cell): void {
  document.getElementById(scoreRowId(cell))?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus();
}
