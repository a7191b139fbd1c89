import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { DefinitionList } from './DefinitionList.tsx';
import classes from './Tile.module.css';
import type { Tone } from './tone.ts';

/** What makes a figure one that can be trusted or disputed. */
export type TileBasis = {
  numerator: string;
  denominator: string;
  /** The denominator of a share; of what is none, what it is instead: “a sum”. */
  whole: { isShare: boolean; words: string };
  n?: string | undefined;
  dateBasis: string;
  /** The date alone, without its span: “close date”, “open”. */
  countedBy: string;
  currencyBasis: string;
  /** The currency alone; `null` where no amounts are in it. */
  currency: string | null;
  asOf: string;
  /** The same without a year that is plain, for the face. */
  asOfShort: string;
  /** Amounts left out for want of a rate, intervals. */
  notes?: readonly string[] | undefined;
};

export type TileProps = {
  title: string;
  /** The figure as read; “n = 4” or a short reason where none can be given. */
  value: ReactNode;
  /** The line under it. */
  words?: ReactNode;
  /** How it differs from the one before, beside the figure. */
  change?: string | undefined;
  tone?: Tone;
  /** Opened by pressing the title. */
  basis?: TileBasis | undefined;
  /** Opens the rows behind the figure. */
  onOpen?: (() => void) | undefined;
  /** The rows behind it are what is shown now; a figure that is a filter says so. */
  pressed?: boolean | undefined;
};

/** A figure with its title and, small, what it was made of; one press away the same term by term. */
export function Tile({ title, value, words, change, tone = 'neutral', basis, onOpen, pressed }: TileProps) {
  return (
    <div className={classes.tile} data-pressed={pressed || undefined}>
      <div className={classes.head}>
        {basis === undefined ? <span>{title}</span> : <Basis title={title} basis={basis} />}
      </div>
      <div className={classes.figure}>
        {onOpen === undefined ? (
          <div className={classes.value} data-tone={tone}>
            {value}
          </div>
        ) : (
          <button
            type="button"
            className={classes.value}
            data-tone={tone}
            aria-pressed={pressed}
            onClick={onOpen}
            title={pressed === true ? 'Show all rows' : 'Show the rows'}
          >
            {value}
            <span className="visually-hidden">: show the rows of {title}</span>
          </button>
        )}
        {change !== undefined && <span className={classes.change}>{change}</span>}
      </div>
      {words !== undefined && <div className={classes.words}>{words}</div>}
      {basis !== undefined && <Face {...basis} />}
    </div>
  );
}

/** What the figure rests on, on its face, in few words; the span of the dates and how amounts are converted stand behind it. */
const Face = ({ numerator, whole, countedBy, currency, asOfShort }: TileBasis) => (
  <div className={classes.face}>
    <span>
      {numerator}
      {whole.isShare ? ', of ' : '; '}
      {whole.words}
    </span>
    <span>
      {countedBy} · {currency ?? 'no amounts'} · as of {asOfShort}
    </span>
  </div>
);

function Basis({ title, basis }: { title: string; basis: TileBasis }) {
  return (
    <Popover width={340} position="bottom-start" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.title} aria-label={`${title}: how it is counted`}>
          {title}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.basis}>
        <p className={classes.basisTitle}>{title}</p>
        <DefinitionList
          loose
          items={[
            { term: 'Counted', value: basis.numerator },
            { term: 'Out of', value: basis.denominator },
            ...(basis.n === undefined ? [] : [{ term: 'Cases', value: basis.n }]),
            { term: 'By date of', value: basis.dateBasis },
            { term: 'Currency', value: basis.currencyBasis },
            { term: 'As of', value: basis.asOf },
          ]}
        />
        {basis.notes?.map((note) => (
          <p key={note} className={classes.note}>
            {note}
          </p>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
