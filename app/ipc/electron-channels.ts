/** The two Electron IPC channels there are; what may travel over them is the contract's business. */
export const callChannel = 'inductiva:call'
export const eventChannel = 'inductiva:event'
