import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is so narrow that a table must do with the columns that matter most. */
export const useNarrow = (belowPx = 1100): boolean =>
  useMediaQuery(`(max-width: ${belowPx}px)`, false, { getInitialValueInEffect: false });
