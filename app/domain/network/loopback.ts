const loopback = /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/

/** Whether a host is this machine itself, which is reached directly, whatever is said of proxies. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname)
}
