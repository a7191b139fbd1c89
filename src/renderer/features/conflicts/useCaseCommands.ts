import type { CaseDetail } from '../../../contract/conflicts.ts';
import { useWorkspace } from '../../client/useWorkspace.ts';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import type { Command } from '../../ui/commands/command.ts';
import { isSamePerson } from './caseWords.ts';
import { type Cell, cellAfter, cellAfterScore, cellKey, type Direction, type Entered, unscoredOf } from './scoring.ts';

export type CaseDialogName = 'rule' | 'appeal' | 'decide' | 'ask' | 'preference' | 'dismiss';

/** “A relationship, B evidence and 3 more have no score yet.” */
function missingWords(missing: readonly Cell[]): string {
  const shown = missing.slice(0, 3).map((cell) => `${cell.label} ${cell.criterion}`);
  const rest = missing.length - shown.length;
  const all = rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
  return `${all} ${missing.length === 1 ? 'has' : 'have'} no score yet.`;
}

/** “1 of 2 claimants still has time to answer, until 12 June, 10:00.” */
function waitingWords({ answered, of, until }: NonNullable<CaseDetail['waiting']>, format: Format): string {
  const left = of - answered;
  return `${left} of ${of} claimants still ${left === 1 ? 'has' : 'have'} time to answer, until ${format.instant(until)}.`;
}

export type CaseActions = {
  seal: () => void;
  sealing: boolean;
  /** Takes back what the claimants were asked for. */
  undo: () => void;
  open: (dialog: CaseDialogName) => void;
};

type Step = { detail: CaseDetail; open: CaseActions['open'] };

const mayOf =
  (detail: CaseDetail) =>
  (what: CaseDetail['allowed'][number]): boolean =>
    detail.allowed.includes(what);

/** Until the ruling a letter of the customer can come in, and nothing to decide can turn up. */
const untilRuled = ({ detail, open }: Step): Command[] => [
  {
    id: 'case.preference',
    title: 'Customer’s letter…',
    keys: ['l'],
    keywords: 'written preference enter',
    when: mayOf(detail)('recordPreference'),
    run: () => open('preference'),
  },
  {
    id: 'case.dismiss',
    title: 'Dismiss…',
    keys: ['x'],
    keywords: 'close nothing to decide mistake',
    when: mayOf(detail)('dismiss'),
    run: () => open('dismiss'),
  },
];

function scoringSteps(
  { detail, open }: Step,
  entered: Entered,
  { seal, sealing, undo }: CaseActions,
  format: Format,
): Command[] {
  const may = mayOf(detail);
  const missing = unscoredOf(detail, entered);
  return [
    {
      id: 'case.seal',
      title: 'Seal my scores',
      keys: ['s'],
      primary: true,
      when: missing.length === 0 && detail.waiting === null && !sealing,
      whyNot: sealing
        ? 'They are being sealed.'
        : detail.waiting === null
          ? missingWords(missing)
          : waitingWords(detail.waiting, format),
      run: seal,
    },
    {
      id: 'case.ask',
      title: 'Ask all claimants…',
      keys: ['a'],
      keywords: 'return for information missing evidence',
      when: may('ask'),
      whyNot: detail.waiting === null ? 'Nobody can be asked now.' : waitingWords(detail.waiting, format),
      run: () => open('ask'),
    },
    ...(may('undo') ? [{ id: 'case.undo', title: 'Take the request back', keys: ['u'], run: undo }] : []),
    ...untilRuled({ detail, open }),
  ];
}

/** The step a case is at, as commands: the one of the moment stands in the bar. */
export function useCaseCommands(detail: CaseDetail | undefined, entered: Entered, actions: CaseActions): Command[] {
  const format = useFormat();
  const actor = useWorkspace()?.actor;
  if (detail === undefined) return [];
  const { open } = actions;
  const may = mayOf(detail);
  switch (detail.state) {
    case 'open':
      return scoringSteps({ detail, open }, entered, actions, format);
    case 'sealed':
      return [
        { id: 'case.rule', title: 'Rule…', keys: ['r'], primary: true, when: may('rule'), run: () => open('rule') },
        ...untilRuled({ detail, open }),
      ];
    case 'ruled': {
      const until = detail.ruling?.appealUntil;
      return [
        {
          id: 'case.appeal',
          title: 'File an appeal…',
          keys: ['f'],
          when: may('appeal'),
          whyNot: until === undefined ? 'There is no ruling.' : `The last day to appeal was ${format.date(until)}.`,
          run: () => open('appeal'),
        },
      ];
    }
    case 'appealed': {
      const ruledBy = detail.ruling?.by;
      const same = actor !== undefined && ruledBy !== undefined && isSamePerson(actor, ruledBy);
      return [
        {
          id: 'case.decideAppeal',
          title: 'Decide the appeal…',
          keys: ['d'],
          primary: true,
          when: may('decideAppeal') && !same,
          whyNot: same
            ? `You (${actor}) made the ruling: somebody else decides the appeal, opening this workspace on their own account.`
            : 'There is no appeal.',
          run: () => open('decide'),
        },
      ];
    }
    default:
      return [];
  }
}

/** In reach of the key and the palette alone: a case lies open for days, and this is for the minute after it was opened. */
export const openingCommands = ({ allowed }: CaseDetail, takeBack: () => void): Command[] =>
  allowed.includes('takeBackOpening')
    ? [{ id: 'case.takeBackOpening', title: 'Take the opening back', keys: ['u'], keywords: 'undo', run: takeBack }]
    : [];

const ARROWS: readonly { direction: Direction; key: string; title: string }[] = [
  { direction: 'down', key: 'arrowdown', title: 'Next criterion' },
  { direction: 'up', key: 'arrowup', title: 'Previous criterion' },
  { direction: 'right', key: 'arrowright', title: 'Next claim' },
  { direction: 'left', key: 'arrowleft', title: 'Previous claim' },
];

export type ScoreKeys = {
  at: Cell | undefined;
  goTo: (cell: Cell) => void;
  enter: (cell: Cell, score: number) => void;
};

/** Arrows move over the sheet, a digit scores and leads on to the next that has none. */
export function scoreCommands(detail: CaseDetail, entered: Entered, { at, goTo, enter }: ScoreKeys): Command[] {
  if (at === undefined) return [];
  const score = (value: number) => {
    enter(at, value);
    goTo(cellAfterScore(detail, at, { ...entered, [cellKey(at)]: value }));
  };
  return [
    ...ARROWS.map(
      ({ direction, key, title }): Command => ({
        id: `case.${direction}`,
        title,
        keys: [key],
        hidden: true,
        repeats: true,
        run: () => goTo(cellAfter(detail, at, direction)),
      }),
    ),
    ...[0, 1, 2, 3, 4].map(
      (value): Command => ({
        id: `case.score${value}`,
        title: `Score ${value}`,
        keys: [String(value)],
        hidden: true,
        run: () => score(value),
      }),
    ),
  ];
}
