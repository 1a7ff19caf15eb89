/** English texts of the tasks screens. */
export const tasksText = {} as const
