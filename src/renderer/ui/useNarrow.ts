import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is so narrow that a table must do with the columns that matter most. */
export const useNarrow = (): boolean => useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
