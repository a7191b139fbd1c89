import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseDetail } from '../../../contract/conflicts.ts';
import type { CaseId } from '../../../contract/units.ts';
import { orpc } from '../../client/client.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { isEnabled } from '../../ui/commands/command.ts';
import { useCommands } from '../../ui/commands/useCommands.ts';
import { DecisionBar } from '../../ui/DecisionBar.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { HeaderSkeleton, PanelSkeleton } from '../../ui/Skeletons.tsx';
import { AppealDialog, DecideAppealDialog, RuleDialog } from './CaseDialogs.tsx';
import { AppealPanel, HappenedPanel, LikePanel, PolicyPanel, RecommendationPanel, RulingPanel } from './CasePanels.tsx';
import classes from './CaseScreen.module.css';
import { claimsWords, dueWords, stateWords } from './caseWords.ts';
import { AskDialog, DismissDialog } from './OpenCaseDialogs.tsx';
import { DismissedPanel, PreferencesPanel, RequestsPanel } from './OpenCasePanels.tsx';
import { PreferenceDialog } from './PreferenceDialog.tsx';
import { focusCell, ScoreSheet, Sheet } from './ScoreSheet.tsx';
import { type Cell, cellsOf, unscoredOf } from './scoring.ts';
import { type CaseDialogName, openingCommands, scoreCommands, useCaseCommands } from './useCaseCommands.ts';
import { useScores } from './useScores.ts';
import { useTakeOpeningBack, useTakeRequestBack } from './useTakeBack.ts';

/** Who should have it, and why? */
export function CaseScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OneCase key={id} id={id as CaseId} />;
}

function OneCase({ id }: { id: CaseId }) {
  const asked = useQuery(orpc.conflicts.get.queryOptions({ input: { case: id } }));
  const detail = asked.data;
  const { entered, enter, seal } = useScores(detail);
  const [dialog, setDialog] = useState<CaseDialogName>();
  const [chosen, setChosen] = useState<Cell>();
  const scoring = detail?.state === 'open';
  const at =
    chosen ?? (scoring && detail !== undefined ? (unscoredOf(detail, entered)[0] ?? cellsOf(detail)[0]) : undefined);
  const goTo = (cell: Cell) => {
    setChosen(cell);
    // After the row has become the one stop of Tab.
    requestAnimationFrame(() => focusCell(cell));
  };
  const undo = useTakeRequestBack();
  const takeOpeningBack = useTakeOpeningBack();
  const commands = useCaseCommands(detail, entered, {
    seal: () => seal.mutate(id),
    sealing: seal.isPending,
    undo: () => undo.mutate({ case: id }),
    open: setDialog,
  });
  useCommands('Case', [
    ...commands,
    ...(detail === undefined ? [] : openingCommands(detail, () => takeOpeningBack.mutate({ case: id }))),
    ...(scoring && detail !== undefined ? scoreCommands(detail, entered, { at, goTo, enter }) : []),
  ]);
  if (asked.isError) {
    return (
      <Screen>
        <ErrorPanel error={asked.error} retry={() => void asked.refetch()} doing="The case could not be shown" />
      </Screen>
    );
  }
  if (detail === undefined) return <CaseSkeleton />;
  const close = () => setDialog(undefined);
  return (
    <>
      <Screen
        bar={
          commands.length === 0 ? undefined : (
            <DecisionBar
              commands={commands}
              busy={seal.isPending ? 'case.seal' : undefined}
              hint={commands.find((command) => !isEnabled(command))?.whyNot ?? HINTS[detail.state]}
              label={`Decide ${detail.number}`}
            />
          )
        }
      >
        <Header detail={detail} />
        <ScoreSheet
          detail={detail}
          entered={entered}
          at={scoring ? at : undefined}
          onAt={setChosen}
          onScore={scoring ? enter : undefined}
        />
        <div className={classes.columns}>
          <div className={classes.stack}>
            <HappenedPanel detail={detail} />
          </div>
          <div className={classes.stack}>
            <DismissedPanel detail={detail} />
            <RequestsPanel detail={detail} />
            <PreferencesPanel detail={detail} />
            <AppealPanel detail={detail} />
            <RulingPanel detail={detail} />
            {detail.ruling === null && detail.recommendation !== null && (
              <RecommendationPanel detail={detail} of={detail.recommendation} />
            )}
            <PolicyPanel detail={detail} />
            <LikePanel detail={detail} />
          </div>
        </div>
      </Screen>
      {dialog === 'ask' && <AskDialog detail={detail} onClose={close} />}
      {dialog === 'preference' && <PreferenceDialog detail={detail} onClose={close} />}
      {dialog === 'dismiss' && <DismissDialog detail={detail} onClose={close} />}
      {dialog === 'rule' && <RuleDialog detail={detail} onClose={close} />}
      {dialog === 'appeal' && <AppealDialog detail={detail} onClose={close} />}
      {dialog === 'decide' && <DecideAppealDialog detail={detail} onClose={close} />}
    </>
  );
}

/** The shape of it: two claims, what happened, the policy. */
function CaseSkeleton() {
  return (
    <Screen>
      <HeaderSkeleton />
      <Sheet>
        <PanelSkeleton lines={5} />
        <PanelSkeleton lines={5} />
      </Sheet>
      <div className={classes.columns}>
        <PanelSkeleton lines={6} />
        <PanelSkeleton lines={8} />
      </div>
    </Screen>
  );
}

const HINTS: Readonly<Record<CaseDetail['state'], string>> = {
  open: 'Sealing writes a hash of your scores to the journal before anything is revealed.',
  sealed: 'The ruling begins with what the policy recommends.',
  ruled: 'An appeal is filed for a claimant, once, in the programme’s days.',
  appealed: 'The decision on an appeal is final.',
  closed: '',
  dismissed: '',
};

function Header({ detail }: { detail: CaseDetail }) {
  const format = useFormat();
  const state = stateWords(detail, format);
  const due = dueWords(detail, format);
  return (
    <PageHeader
      title={`${detail.number}: ${claimsWords(detail.claims)} on ${detail.customer}`}
      chips={
        <>
          <Chip tone={state.tone}>{detail.blind ? 'Blind' : detail.state === 'sealed' ? 'Sealed' : state.words}</Chip>
          {due !== undefined && <Chip tone={due.tone}>{due.words}</Chip>}
        </>
      }
      detail={
        detail.sealedAt === null ? (
          detail.blind ? (
            'names, tiers and values open after the scores are sealed, here and everywhere else'
          ) : (
            'never sealed'
          )
        ) : (
          <>
            sealed {format.instant(detail.sealedAt)} as <code>{detail.sealedHash?.slice(0, 8)}</code>
          </>
        )
      }
    >
      <Link to="/cases">All cases</Link>
      {` · ${detail.family ?? 'no product family'} · opened ${format.instant(detail.openedAt)}`}
    </PageHeader>
  );
}
