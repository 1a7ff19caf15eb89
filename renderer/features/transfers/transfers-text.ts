/** English texts of the transfers screens. */
export const transfersText = {} as const
