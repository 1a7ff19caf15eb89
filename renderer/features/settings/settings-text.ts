/** English texts of the settings screens. */
export const settingsText = {} as const
