import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  InputWrapper,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Select,
  Tooltip,
} from '@mantine/core';
import classes from './styles/mantine.module.css';

/** River teal: the tokens carry the two shades that are seen, the rest are for Mantine's own arithmetic. */
const river: MantineColorsTuple = [
  '#e9f3f2',
  '#d3e8e6',
  '#a6d4d1',
  '#79c6c1',
  '#4cc3bd',
  '#2fa09c',
  '#1a8286',
  '#0d7377',
  '#0a6165',
  '#074b4e',
];

/** Mantine's parts under our tokens (`styles/tokens.css`): one accent, hairlines, controls of 30, text of 13 on 20. */
export const theme = createTheme({
  primaryColor: 'river',
  primaryShade: { light: 7, dark: 4 },
  colors: { river },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '22px', xl: '26px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '20px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '999px' },
  defaultRadius: 'sm',
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '620',
    sizes: { h1: { fontSize: '18px', lineHeight: '26px' }, h2: { fontSize: '13px', lineHeight: '20px' } },
  },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    if (input.variant !== 'filled') return colors;
    return { ...colors, color: 'var(--on-accent)', hoverColor: 'var(--on-accent)' };
  },
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default' },
      vars: () => ({ root: { '--button-height': '30px', '--button-padding-x': '12px', '--button-fz': '13px' } }),
      classNames: { root: classes.button ?? '', section: classes.section ?? '' },
    }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '30px', '--input-fz': '13px' }, input: {} }),
      classNames: { input: classes.input ?? '' },
    }),
    InputWrapper: InputWrapper.extend({
      classNames: { label: classes.label ?? '', description: classes.description ?? '', error: classes.error ?? '' },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      // The placeholder it would focus first is no menu item, which a screen reader trips over.
      defaultProps: {
        withinPortal: true,
        offset: 4,
        transitionProps: { duration: 0 },
        withInitialFocusPlaceholder: false,
      },
      classNames: { dropdown: classes.dropdown ?? '', item: classes.item ?? '', label: classes.menuLabel ?? '' },
    }),
    Popover: Popover.extend({
      defaultProps: { offset: 4, transitionProps: { duration: 0 } },
      classNames: { dropdown: classes.dropdown ?? '' },
    }),
    // A list over the fields below it, before anybody asked for it, hides what the dialog is about.
    Select: Select.extend({ defaultProps: { openOnFocus: false } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 300, transitionProps: { duration: 0 } },
      classNames: { tooltip: classes.tooltip ?? '' },
    }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 1, color: 'var(--veil)' },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      classNames: {
        content: classes.modal ?? '',
        header: classes.modalHeader ?? '',
        title: classes.modalTitle ?? '',
        body: classes.modalBody ?? '',
        overlay: classes.overlay ?? '',
      },
    }),
  },
});

/** Mantine's variables, said in our tokens; light and dark differ only in what the tokens hold. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--dim)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--fail)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--sunk)',
    '--mantine-color-disabled-color': 'var(--faint)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
    '--mantine-primary-color-light': 'var(--accent-soft)',
    '--mantine-primary-color-light-hover': 'var(--accent-soft)',
    '--mantine-primary-color-light-color': 'var(--accent)',
    '--mantine-color-river-filled': 'var(--accent)',
    '--mantine-color-river-filled-hover': 'var(--accent-hover)',
    '--mantine-color-river-light': 'var(--accent-soft)',
    '--mantine-color-river-light-color': 'var(--accent)',
    '--mantine-color-river-outline': 'var(--accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
