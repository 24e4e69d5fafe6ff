/**
 * One request, one answer, over fetch, sorted into what the engine can act on.
 * A hotel's log-in page answers every address with 200 and HTML, so an answer
 * counts only when its media type is ours (RY2).
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { parseProblem, problemMediaType } from '../../../shared/protocol/problem.ts'
import { messageMediaType, protocolVersion, versionHeader } from '../../../shared/protocol/version.ts'
import type { Network } from '../platform/network.ts'
import type { Timer } from '../platform/timer.ts'
import type { RelayFailure } from './relay-client.ts'

export interface HttpDeps {
  /** The relay's own origin, without a slash at its end. */
  readonly origin: string
  readonly network: Network
  readonly timer: Timer
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: Bytes
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Until the answer begins, where what is asked takes longer to send than `silenceMs`. */
  readonly patienceMs?: number
}

/** Without a byte for this long, the connection is taken for dead. */
export const silenceMs = 20_000

export type Exchange = <Value>(
  request: HttpRequest,
  expected: string | null,
  read: (response: Response, alive: () => void) => Promise<Result<Value, RelayFailure>>,
) => Promise<Result<Value, RelayFailure>>

/** `expected` is the media type of a good answer, or null where it has no body. */
export function createExchange({ network, origin, timer }: HttpDeps): Exchange {
  return async (request, expected, read) => {
    const abort = new AbortController()
    const watch = createWatchdog(timer, request.patienceMs ?? silenceMs, () => abort.abort())
    try {
      const response = await network.fetch(`${origin}${request.path}`, initOf(request, abort.signal))
      watch.alive()
      if (!response.ok) return err(await failureOf(response))
      if (expected !== null && mediaTypeOf(response) !== expected) return err({ type: 'not-the-relay' })
      if (expected === null && response.status !== 204) return err({ type: 'not-the-relay' })
      return await read(response, watch.alive)
    } catch (failure) {
      // fetch, its body stream and the watchdog all end a lost connection by throwing; anything else is a bug.
      if (failure instanceof TypeError || failure instanceof DOMException) return err({ type: 'no-signal' })
      throw failure
    } finally {
      watch.stop()
    }
  }
}

function initOf({ body, headers: more, method, token }: HttpRequest, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { ...more, [versionHeader]: String(protocolVersion) }
  if (body !== undefined) headers['content-type'] = messageMediaType
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  const sent = body === undefined ? {} : { body }
  return { method, headers, signal, redirect: 'error', cache: 'no-store', credentials: 'omit', ...sent }
}

function createWatchdog(timer: Timer, first: number, bark: () => void) {
  let cancel = timer.after(first, bark)
  const alive = () => {
    cancel()
    cancel = timer.after(silenceMs, bark)
  }
  return { alive, stop: () => cancel() }
}

async function failureOf(response: Response): Promise<RelayFailure> {
  if (mediaTypeOf(response) !== problemMediaType) return { type: 'not-the-relay' }
  const problem = parseProblem(await response.text())
  if (!problem.ok) return { type: 'not-the-relay' }
  return { type: 'problem', problem: problem.value.type, status: response.status }
}

function mediaTypeOf(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/** For answers of one message. */
export async function readMessage<Value>(
  response: Response,
  parse: (bytes: Uint8Array) => Result<Value, unknown>,
): Promise<Result<Value, RelayFailure>> {
  const parsed = parse(new Uint8Array(await response.arrayBuffer()))
  return parsed.ok ? ok(parsed.value) : err({ type: 'not-the-relay' })
}
