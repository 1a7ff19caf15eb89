/** Whether the keyboard in front of this window is a Mac's. */
export const isMac = /mac/i.test(navigator.userAgent)
