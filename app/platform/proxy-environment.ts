const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const

/** Whether the environment names a proxy. It then decides alone: the system is not asked. */
export function namesProxy(environment: NodeJS.ProcessEnv): boolean {
  return names.some(name => environment[name])
}
