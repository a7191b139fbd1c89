import { showFile } from './pages.ts';
import { mustBeReady } from './ready.ts';

const SCREEN: Electron.Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };

export const screen = {
  getDisplayMatching(_bounds: Electron.Rectangle): Pick<Electron.Display, 'bounds' | 'workArea'> {
    mustBeReady('screen');
    return { bounds: SCREEN, workArea: SCREEN };
  },
};

export const nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'> = { shouldUseDarkColors: false };

export const shell: Pick<Electron.Shell, 'showItemInFolder'> = {
  showItemInFolder: showFile,
};
