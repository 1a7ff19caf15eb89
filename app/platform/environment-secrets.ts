const proxyVariables = ['http_proxy', 'https_proxy', 'all_proxy']

/** What the environment holds that must get into no log: the vendor's key, and the passwords of proxies. */
export function environmentSecrets(environment: NodeJS.ProcessEnv): readonly string[] {
  const proxies = Object.entries(environment).filter(([name]) => proxyVariables.includes(name.toLowerCase()))
  const passwords = proxies.flatMap(([, address = '']) => passwordOf(address))
  const key = environment['INDUCTIVA_API_KEY']?.trim() ?? ''
  return [key, ...passwords].filter(secret => secret !== '')
}

/** Also where the address is malformed, as with an unescaped slash in it: that is when it gets into a message. */
function passwordOf(address: string): readonly string[] {
  const written = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^:/@]*:(.+)@/i.exec(address.trim())?.[1]
  if (written === undefined) return []
  return [written, decoded(written)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a lonely percent sign: it is meant as it stands
  }
}
