/** English texts of the window's frame. */
export const shellText = {
  appName: 'Inductiva Desktop',
} as const
