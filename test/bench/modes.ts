/** How the server behaves. A share is per connection, as cloud object stores give it. */
export type Mode = {
  readonly name: 'fast' | 'paced' | 'paced+60ms'
  readonly mebibytesPerSecond: number // of each connection, 0 where unlimited
  readonly roundTripMs: number
}

export const modes: readonly Mode[] = [
  { name: 'fast', mebibytesPerSecond: 0, roundTripMs: 0 },
  { name: 'paced', mebibytesPerSecond: 20, roundTripMs: 0 },
  { name: 'paced+60ms', mebibytesPerSecond: 20, roundTripMs: 60 },
]
