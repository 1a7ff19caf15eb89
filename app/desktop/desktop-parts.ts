import type { z } from 'zod'
import type { LaunchOptions } from '../domain/desktop/launch-options.ts'
import type { Log } from '../domain/log.ts'
import type { DesktopCore } from './desktop-core.ts'
import type { WindowHost } from './window-host.ts'

/** Named values of this computer that outlive the app. */
export interface DesktopValues {
  /** Undefined where there is none, or where it does not fit the schema. */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined
  write(name: string, value: unknown): void
}

/** What every part of the desktop may use. */
export type DesktopContext = {
  readonly core: DesktopCore
  readonly windows: WindowHost
  readonly values: DesktopValues
  readonly launch: LaunchOptions
  readonly log: Log
}

/** Starts a part of the desktop. Answers a way to end it where it has something to end. */
export type DesktopPart = (context: DesktopContext) => (() => void) | undefined

/** Starts parts in their order. Answers a way to end them all, the last one first. */
export function startParts(parts: readonly DesktopPart[], context: DesktopContext): () => void {
  const ends = parts.map(start => start(context))
  return () => ends.toReversed().forEach(end => end?.())
}
