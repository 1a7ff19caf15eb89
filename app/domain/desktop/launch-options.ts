import { linkScheme } from './deep-link.ts'

/** What a start of the app was asked for on its command line. */
export type LaunchOptions = {
  /** Opens the sample account. */
  readonly isSample: boolean
  /** Starts without a window, where something stays to get it back by. */
  readonly isHidden: boolean
  /** Lets the developer tools open in an installed app as well. */
  readonly hasDevTools: boolean
  /** The first link among the arguments, as it came: untrusted. */
  readonly link: string | undefined
}

/**
 * Reads the arguments of a start, its own or a second one's. Chromium adds switches of its own in any place, so that
 * what is not known is passed over.
 */
export function readLaunchOptions(args: readonly string[]): LaunchOptions {
  return {
    isSample: args.includes('--sample'),
    isHidden: args.includes('--hidden'),
    hasDevTools: args.includes('--devtools'),
    link: args.find(arg => arg.toLowerCase().startsWith(`${linkScheme}:`)),
  }
}
