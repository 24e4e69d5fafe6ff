/** Port: the network as the platform gives it. Named here so that nothing else touches the globals. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>
export type OpenSocket = (url: string) => WebSocket

export interface Network {
  readonly fetch: Fetch
  readonly openSocket: OpenSocket
}

export function createSystemNetwork(): Network {
  return { fetch: (url, init) => fetch(url, init), openSocket: (url) => new WebSocket(url) }
}
