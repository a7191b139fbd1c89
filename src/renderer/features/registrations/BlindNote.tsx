import { Link } from '@tanstack/react-router';
import type { RegistrationBlind } from '../../../contract/registrations.ts';
import classes from './BlindNote.module.css';

/** Why no name and no value is here: “Names are hidden until C-2026-0007 is sealed.” */
export function BlindNote({ blind }: { blind: RegistrationBlind }) {
  return (
    <p className={classes.note}>
      Names and values are hidden until{' '}
      <Link to="/cases/$id" params={{ id: blind.case }}>
        {blind.number}
      </Link>{' '}
      is sealed: who decides it must not know who claims.
    </p>
  );
}
