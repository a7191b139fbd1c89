import { Link } from '@tanstack/react-router';
import type { Attribution } from '../../../contract/attribution.ts';
import { useFormat } from '../../format/useFormat.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RowsTable } from '../../ui/RowsTable.tsx';
import classes from './Credit.module.css';
import { ORIGIN_WORDS } from './creditWords.ts';

/** Origin, roles and shares, and what they rest on. */
export function CreditPanel({ attribution }: { attribution: Attribution }) {
  const format = useFormat();
  const { origin, roles, because, byHand, setBy, setAt } = attribution;
  const whole = roles.reduce((sum, { shareBp }) => sum + shareBp, 0);
  return (
    <Panel
      title="Who is credited"
      detail={
        <Chip tone={origin === 'direct' ? 'neutral' : 'accent'} title={ORIGIN_WORDS[origin].words}>
          {ORIGIN_WORDS[origin].title}
        </Chip>
      }
    >
      {roles.length > 0 && (
        <RowsTable
          label="Who is credited"
          rows={roles}
          rowId={({ partner, role }) => `${partner} ${role}`}
          columns={[
            {
              id: 'partner',
              header: 'Partner',
              cell: ({ partner, partnerName }) => (
                <Link to="/partners/$id" params={{ id: partner }}>
                  <bdi>{partnerName}</bdi>
                </Link>
              ),
            },
            { id: 'role', header: 'Role', cell: ({ role }) => role },
            { id: 'share', header: 'Share', align: 'end', cell: ({ shareBp }) => format.percent(shareBp) },
          ]}
        />
      )}
      {roles.length > 1 && (
        <p className={classes.whole}>
          <span>Together</span> <span>{format.percent(whole)}</span>
        </p>
      )}
      <p className={classes.because}>
        {byHand ? (
          <>
            “<bdi>{format.words(because)}</bdi>” Set by hand by <bdi>{setBy}</bdi>, {format.instant(setAt)}.
          </>
        ) : (
          <>
            {format.words(because)}
            {setBy !== '' && ` By the programme’s rules, ${format.instant(setAt)}.`}
          </>
        )}
      </p>
    </Panel>
  );
}
