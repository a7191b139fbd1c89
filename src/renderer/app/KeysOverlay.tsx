import { Modal } from '@mantine/core';
import { currentScopes } from '../ui/commands/command.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import classes from './KeysOverlay.module.css';
import { closeOverlay, useOverlay } from './overlays.ts';

/** All keys of the screen, read from its commands. */
export function KeysOverlay() {
  const opened = useOverlay() === 'keys';
  return (
    <Modal opened={opened} onClose={closeOverlay} title="Keys" size={640}>
      {opened && <Keys />}
    </Modal>
  );
}

function Keys() {
  const scopes = currentScopes()
    .map((scope) => ({ ...scope, commands: scope.commands.filter((command) => (command.keys?.length ?? 0) > 0) }))
    .filter((scope) => scope.commands.length > 0);
  return (
    <div className={classes.scopes}>
      {scopes.map((scope) => (
        <section key={scope.title} aria-label={scope.title}>
          <h3 className={classes.title}>{scope.title}</h3>
          <dl>
            {scope.commands.map((command) => (
              <div key={command.id} className={classes.row}>
                <dt>{command.title}</dt>
                <dd className={classes.keys}>
                  {command.keys?.map((keys, place) => (
                    <span key={keys} className={classes.alternative}>
                      {place > 0 && <span className={classes.or}>or</span>}
                      <KeyCap keys={keys} />
                      <span className="visually-hidden">{keys}</span>
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
