/** English texts of the session screens. */
export const sessionText = {} as const
