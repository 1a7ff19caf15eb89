/** What a folder is called until somebody names it: its last part. */
export function nameOfFolder(path: string): string {
  const last = path.split(/[\\/]/).findLast(part => part !== '') ?? path
  return last.slice(0, 60)
}
