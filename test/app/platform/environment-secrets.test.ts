import { expect, it } from 'vitest'
import { environmentSecrets } from '../../../app/platform/environment-secrets.ts'

it.each([
  [{ INDUCTIVA_API_KEY: ' secret.key-1\n' }, ['secret.key-1']],
  [{ HTTPS_PROXY: 'http://ana:p%40ss@proxy:3128' }, ['p%40ss', 'p@ss']],
  [{ https_proxy: 'http://ana:pa/ss@word@proxy:3128' }, ['pa/ss@word', 'pa/ss@word']],
  [{ ALL_PROXY: 'ana:100%@proxy:3128' }, ['100%', '100%']],
  [{ HTTP_PROXY: 'http://proxy:3128', NO_PROXY: 'a:b@c', PATH: 'x:y@z' }, []],
  [{}, []],
])('finds the secrets in %j', (environment, expected) => {
  expect(environmentSecrets(environment)).toEqual(expected)
})
