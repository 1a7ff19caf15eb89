/** The service's form of a time: six digits of a second and an explicit zone, which every Python version can parse. */
export function formatTimestamp(timeMs: number): string {
  return new Date(Math.round(timeMs)).toISOString().replace('Z', '000+00:00')
}
