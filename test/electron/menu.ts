import type { Accelerator } from './wire.ts';

const ROLES = new Set<NonNullable<Electron.MenuItemConstructorOptions['role']>>([
  'about',
  'appMenu',
  'close',
  'editMenu',
  'help',
  'quit',
  'resetZoom',
  'toggleDevTools',
  'togglefullscreen',
  'windowMenu',
  'zoomIn',
  'zoomOut',
]);

export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly enabled: boolean;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly #click: Electron.MenuItemConstructorOptions['click'];

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { id, label, enabled, accelerator, submenu, role, type, click } = options;
    if (role !== undefined && !ROLES.has(role)) throw new Error(`the stand-in's menu has no role "${role}"`);
    if (label === undefined && role === undefined && type !== 'separator') {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    this.id = id;
    this.label = label ?? role ?? '';
    this.enabled = enabled ?? true;
    this.accelerator = options.registerAccelerator === false ? undefined : accelerator;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined;
    this.#click = click;
  }

  /** What choosing the item does; a grey one can't be chosen. */
  click(): void {
    if (!this.enabled) return;
    const event = { triggeredByAccelerator: false } as Electron.KeyboardEvent;
    this.#click?.(this as unknown as Electron.MenuItem, undefined, event);
  }
}

let applicationMenu: Menu | null = null;
let shown: (list: Accelerator[]) => void = () => {};

export class Menu {
  static buildFromTemplate(template: (Electron.MenuItemConstructorOptions | MenuItem)[]): Menu {
    return new Menu(template.map((one) => (one instanceof MenuItem ? one : new MenuItem(one))));
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
    shown(accelerators());
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  readonly items: readonly MenuItem[];

  private constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  getMenuItemById(id: string): MenuItem | null {
    return allItems(this).find((item) => item.id === id) ?? null;
  }
}

const allItems = (menu: Menu | null): MenuItem[] =>
  menu?.items.flatMap((item) => [item, ...allItems(item.submenu ?? null)]) ?? [];

/** The keys of the application's menu; a page sends them on when it has no use for them itself. */
export function accelerators(): Accelerator[] {
  return allItems(applicationMenu).flatMap(({ accelerator }, item) =>
    accelerator === undefined ? [] : [{ item, accelerator }],
  );
}

export function onAccelerators(listener: (list: Accelerator[]) => void): void {
  shown = listener;
}

export function pressAccelerator(item: number): void {
  allItems(applicationMenu)[item]?.click();
}
