import { KeyMalformed } from './session-errors.ts'

/** The key without the white space that copying adds. @throws KeyMalformed, which does not repeat the text. */
export function parseApiKey(text: string): string {
  const key = text.trim()
  if (!/^[A-Za-z0-9._-]+$/.test(key)) throw new KeyMalformed('The key has other characters than the service allows')
  return key
}
