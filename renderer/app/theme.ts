import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import { dark, light, type Palette, paletteVariables } from './palette.ts';

export const theme = createTheme({
  primaryColor: 'cyan',
  // Mantine's own parts take their grounds, edges and dim text in the dark from here.
  colors: {
    dark: [
      dark.text,
      '#c3c9cf',
      dark.dim,
      dark.dim,
      dark.edge,
      dark.line,
      dark.surface,
      dark.ground,
      '#101214',
      '#0b0c0d',
    ],
  },
  primaryShade: { light: 9, dark: 4 },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  radius: { sm: '6px', md: '8px', lg: '11px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, fz: 12, radius: 'sm' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', radius: 'md' } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.4 } },
      styles: {
        content: { background: 'var(--tm-surface)', border: '1px solid var(--tm-line)' },
        header: { background: 'var(--tm-surface)' },
        title: { fontSize: 15, fontWeight: 650 },
      },
    },
  },
});

/** Gives Mantine's own parts the colours of the palette. */
const mantineVariables = (palette: Palette): Record<string, string> => ({
  ...paletteVariables(palette),
  '--mantine-color-body': palette.ground,
  '--mantine-color-text': palette.text,
  '--mantine-color-bright': palette.text,
  '--mantine-color-dimmed': palette.dim,
  '--mantine-color-placeholder': palette.dim,
  '--mantine-color-anchor': palette.accent,
  '--mantine-color-error': palette.removed,
  '--mantine-color-default': palette.surface,
  '--mantine-color-default-hover': palette.raised,
  '--mantine-color-default-color': palette.text,
  '--mantine-color-default-border': palette.edge,
  // What Mantine draws around a field in the light; in the dark it takes the border above.
  '--mantine-color-gray-4': palette.edge,
  '--mantine-primary-color-filled': palette.accent,
  '--mantine-primary-color-contrast': palette.onAccent,
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: mantineVariables(light),
  dark: mantineVariables(dark),
});
