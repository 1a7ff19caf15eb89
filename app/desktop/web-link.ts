/** Whether an address may be handed to the system's browser: https, and no credentials hidden in it. */
export function isWebLink(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === ''
}
