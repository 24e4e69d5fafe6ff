/**
 * The origin a device signs in to, and so signs over: what its address bar
 * says. It is taken from the Host header and believed only if that host is one
 * of ours: a configured origin, or this machine by a loopback name on any port.
 * A hostile relay cannot pass such a signature on: its own origin is in it.
 */
export interface Origins {
  /** Undefined for a host that is not ours. */
  readonly originOf: (host: string | undefined) => string | undefined
}

const loopback = /^(localhost|([a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/** Of a Host header, as it is written in an address. */
export function isLoopback(host: string): boolean {
  return loopback.test(host)
}

export function createOrigins(configured: readonly string[]): Origins {
  const originByHost = new Map(configured.map((origin) => [new URL(origin).host, origin]))
  return {
    originOf: (host) => {
      const name = host?.toLowerCase() ?? ''
      return originByHost.get(name) ?? (loopback.test(name) ? `http://${name}` : undefined)
    },
  }
}
