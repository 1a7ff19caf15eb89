/** What a clock on the wall shows. Skips an hour, or shows one twice, when daylight saving begins or ends. */
export type LocalTime = {
  readonly weekday: number // 1 is Monday, 7 is Sunday
  readonly minute: number // since midnight, 0 … 1439
}

/** @param nowMs  Milliseconds since 1970-01-01 UTC. */
export type LocalTimeAt = (nowMs: number) => LocalTime
