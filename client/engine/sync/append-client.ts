/** The one call that needs no session: entries up. Apart from the other calls, since the service worker makes no more than this. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { type AppendResult, encodeAppendRequest, parseAppendResults } from '../../../shared/protocol/append.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { type Exchange, readMessage } from './http-exchange.ts'
import type { RelayFailure } from './relay-client.ts'

export function createAppend(exchange: Exchange) {
  return (entries: readonly Bytes[]): Promise<Result<readonly AppendResult[], RelayFailure>> => {
    const request = { method: 'POST', path: '/v1/entries', body: encodeAppendRequest(entries) } as const
    return exchange(request, messageMediaType, (response) => readMessage(response, parseAppendResults))
  }
}
