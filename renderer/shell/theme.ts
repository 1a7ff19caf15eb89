import { createTheme, type MantineColorsTuple } from '@mantine/core'

// Teal that keeps 4.5:1 against white from shade 7 on, and against the dark surfaces up to shade 4.
const accent: MantineColorsTuple = [
  '#e6f6f6',
  '#c9ebec',
  '#98d8da',
  '#63c3c8',
  '#3cadb5',
  '#1f97a1',
  '#12808b',
  '#0b6a74',
  '#08565f',
  '#05434a',
]

// Cool greys without pure black: text to deepest surface.
const dark: MantineColorsTuple = [
  '#d9dee5',
  '#b9c0ca',
  '#98a1ad',
  '#6f7986',
  '#3d4652',
  '#2f3741',
  '#252c35',
  '#1b2129',
  '#161b22',
  '#11151b',
]

/** Sizes, colours and defaults of every control: dense, calm, and the system's own typeface. */
export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', fw: 500 } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Notification: { styles: { description: { color: 'var(--text-muted)' } } },
    Tooltip: { defaultProps: { withArrow: false, fz: 'xs' } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 100 } },
    },
  },
})
