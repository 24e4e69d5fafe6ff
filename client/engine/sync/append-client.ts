/** The calls that need no session: entries up, and the beginnings of chains. Apart from the others, since the service worker makes no more than these. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { SpaceId } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { type AppendResult, encodeAppendRequest, parseAppendResults } from '../../../shared/protocol/append.ts'
import { type ControlAppend, encodeControlAppend } from '../../../shared/protocol/control-append.ts'
import { foundingHeader } from '../../../shared/protocol/founding-link.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { type Exchange, readMessage } from './http-exchange.ts'
import type { RelayFailure } from './relay-client.ts'

export function createAppend(exchange: Exchange) {
  return (entries: readonly Bytes[]): Promise<Result<readonly AppendResult[], RelayFailure>> => {
    const request = { method: 'POST', path: '/v1/entries', body: encodeAppendRequest(entries) } as const
    return exchange(request, messageMediaType, (response) => readMessage(response, parseAppendResults))
  }
}

/** `shown`: what proves that this space may be founded. */
export function createAppendControl(exchange: Exchange) {
  return (
    space: SpaceId,
    items: readonly ControlAppend[],
    shown?: string,
  ): Promise<Result<readonly AppendResult[], RelayFailure>> => {
    const request = {
      ...({ method: 'POST', path: `/v1/spaces/${space}/control`, body: encodeControlAppend(items) } as const),
      ...(shown !== undefined && { headers: { [foundingHeader]: shown } }),
    }
    return exchange(request, messageMediaType, (response) => readMessage(response, parseAppendResults))
  }
}
