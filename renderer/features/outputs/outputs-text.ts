/** English texts of the outputs screens. */
export const outputsText = {} as const
