import { Link } from '@tanstack/react-router';
import { type Format, useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Definition, DefinitionList } from '../../ui/DefinitionList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Partner.module.css';
import type { PartnerDetail } from './partnerDetail.ts';

type Props = { partner: PartnerDetail };

/** What the vendor promised this partner, and how often it kept it. */
export function ServicePanel({ partner: { service, standing } }: Props) {
  const format = useFormat();
  const { decided, decidedInTime, firstMeetingsDue, firstMeetingsHeld } = service;
  return (
    <Panel title="Service we gave">
      <Kept title="Decided in time" kept={decidedInTime} of={decided} />
      <Kept title="First meetings held" kept={firstMeetingsHeld} of={firstMeetingsDue} />
      <DefinitionList
        items={[
          {
            term: 'Decided in, median',
            value: standing.decidedIn === null ? '—' : format.businessLength(standing.decidedIn),
          },
          { term: 'Cases', value: format.count(standing.cases) },
        ]}
      />
    </Panel>
  );
}

function Kept({ title, kept, of }: { title: string; kept: number; of: number }) {
  const format = useFormat();
  const share = of === 0 ? 0 : kept / of;
  return (
    <>
      <div className={classes.serviceLine}>
        <span>{title}</span>
        <span className={classes.small}>{of === 0 ? 'none yet' : `${format.count(kept)} of ${format.count(of)}`}</span>
      </div>
      <div className={classes.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </>
  );
}

const SHOWN = 8;

/** What the vendor owes this partner now, the soonest first. */
export function OwedPanel({ partner: { owed } }: Props) {
  const format = useFormat();
  return (
    <Panel title="What we owe" detail={owed.length === 0 ? undefined : format.count(owed.length)}>
      {owed.length === 0 && <p className={classes.none}>Nothing: every decision, meeting and promise is done.</p>}
      <ul className={classes.owed} aria-label="What we owe">
        {owed.slice(0, SHOWN).map((one) => (
          <li key={`${one.record} ${one.what}`}>
            <span className={classes.what}>
              <OwedLink owed={one} />
            </span>
            {one.dueOn !== null && (
              <span className={classes.due} data-tone={toneOf(format.daysUntil(one.dueOn))}>
                {dueInWords(one.dueOn, format)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {owed.length > SHOWN && <p className={classes.small}>and {format.count(owed.length - SHOWN)} more, due later</p>}
    </Panel>
  );
}

const toneOf = (days: number) => (days < 0 ? 'fail' : days <= 2 ? 'due' : undefined);

const dueInWords = (date: Parameters<Format['shortDate']>[0], format: Format) => {
  const days = format.daysUntil(date);
  return days < 0
    ? `${format.counted(-days, 'day', 'days')} late`
    : Math.abs(days) <= 14
      ? format.relativeDay(date)
      : format.shortDate(date);
};

function OwedLink({ owed: { kind, record, what } }: { owed: PartnerDetail['owed'][number] }) {
  switch (kind) {
    case 'registration':
      return (
        <Link to="/registrations/$id" params={{ id: record }}>
          {what}
        </Link>
      );
    case 'case':
      return (
        <Link to="/cases/$id" params={{ id: record }}>
          {what}
        </Link>
      );
    default:
      return (
        <Link to="/reviews/$id" params={{ id: record }}>
          {what}
        </Link>
      );
  }
}

/** The people at the partner, with what they are certified in. */
export function PeoplePanel({ partner: { contacts } }: Props) {
  const format = useFormat();
  return (
    <Panel title="People" detail={contacts.length === 0 ? undefined : format.count(contacts.length)}>
      {contacts.length === 0 && (
        <p className={classes.none}>Nobody is known here. Import contacts to see who is certified in what.</p>
      )}
      <ul className={classes.people} aria-label="People">
        {contacts.map((person) => (
          <li key={`${person.name} ${person.email ?? ''}`}>
            <div className={classes.person}>
              <bdi>{person.name}</bdi>
            </div>
            <div className={classes.small}>
              {[person.title, person.email, person.phone].filter((part) => part !== null).join(' · ')}
            </div>
            {person.certifications.length > 0 && (
              <div className={classes.certificates}>
                {person.certifications.map(({ family, until }) => (
                  <Certificate key={family} family={family} until={until} />
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Certificate({ family, until }: PartnerDetail['contacts'][number]['certifications'][number]) {
  const format = useFormat();
  const over = until !== null && format.daysUntil(until) < 0;
  const soon = until !== null && format.daysUntil(until) <= 60;
  const words = until === null ? '' : over ? ` ended ${format.shortDate(until)}` : ` until ${format.shortDate(until)}`;
  return (
    <Chip tone={over ? 'fail' : soon ? 'due' : 'pass'}>
      {family}
      {words}
    </Chip>
  );
}

const orAll = (names: readonly string[], all: string) => (names.length === 0 ? all : names.join(', '));

/** Who they are, as the partner list says. */
export function AboutPanel({ partner }: Props) {
  const format = useFormat();
  const items: Definition[] = [
    { term: 'Key', value: partner.key },
    { term: 'Domain', value: partner.domain ?? '—' },
    { term: 'Territories', value: orAll(partner.territories, 'anywhere') },
    { term: 'Families', value: orAll(partner.families, 'all') },
    { term: 'Verticals', value: orAll(partner.verticals, '—') },
    { term: 'Supported by', value: partner.supporter ?? '—' },
    { term: 'Signed', value: partner.signedOn === null ? '—' : format.date(partner.signedOn) },
  ];
  return (
    <Panel title="About">
      <DefinitionList items={items} />
    </Panel>
  );
}
