import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Command, dropScope, type Layer, putScope } from './command.ts';

/**
 * Puts commands in reach of keys, palette, `?` overlay and native menu for as long as the component is shown.
 *
 * @param title  heading of the commands in palette and overlay: the screen's name
 */
export function useCommands(title: string, commands: readonly Command[], layer: Layer = 'screen'): void {
  const key = useRef<symbol>(undefined);
  key.current ??= Symbol(title);
  // After every render, so that a command always runs on what is shown.
  useLayoutEffect(() => {
    if (key.current !== undefined) putScope(key.current, { title, layer, commands });
  });
  useEffect(() => {
    const own = key.current;
    return () => {
      if (own !== undefined) dropScope(own);
    };
  }, []);
}
