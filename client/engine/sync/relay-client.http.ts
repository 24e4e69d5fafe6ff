/** `RelayClient` over HTTP and one WebSocket: the relay as the app meets it. */

import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { SpaceId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import { encodeEpochBoxes, encodeMissingRequest, parseMissingBoxes } from '../../../shared/protocol/boxes.ts'
import { parseErasedDevices } from '../../../shared/protocol/erased.ts'
import { parseFetchLog } from '../../../shared/protocol/fetch-log.ts'
import { foundingHeader } from '../../../shared/protocol/founding-link.ts'
import { parseHello } from '../../../shared/protocol/hello.ts'
import { parseJoinStatus, parseWaitingJoins } from '../../../shared/protocol/join.ts'
import { pullMediaType } from '../../../shared/protocol/pull.ts'
import { encodeSettledEntries, parseQuarantinePage } from '../../../shared/protocol/quarantine.ts'
import { encodeSessionRequest, parseSessionGrant, sessionSigningInput } from '../../../shared/protocol/session.ts'
import { encodeSpokenDeposit, parseSpokenDeposit } from '../../../shared/protocol/spoken.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { createAppend, createAppendControl } from './append-client.ts'
import { createExchange, type HttpDeps, type HttpRequest, readMessage } from './http-exchange.ts'
import { openLiveSocket } from './live-socket.ts'
import { readPullStream } from './pull-stream.ts'
import type { PullRequest, RelayClient, RelayFailure, Session, SessionSigner } from './relay-client.ts'
import { createDeviceStatus, createSayErased } from './status-client.ts'

export function createHttpRelayClient(deps: HttpDeps): RelayClient {
  const exchange = createExchange(deps)

  function ask<Value>(
    request: HttpRequest,
    parse: (bytes: Uint8Array) => Result<Value, unknown>,
  ): Promise<Result<Value, RelayFailure>> {
    return exchange(request, messageMediaType, (response) => readMessage(response, parse))
  }

  async function openSession(space: SpaceId, signer: SessionSigner): Promise<Result<Session, RelayFailure>> {
    const hello = await ask({ method: 'POST', path: '/v1/hello' }, parseHello)
    if (!hello.ok) return hello
    const { nonce } = hello.value
    const signature = await signer.sign(sessionSigningInput(deps.origin, space, signer.device, nonce))
    const body = encodeSessionRequest({ space, device: signer.device, nonce, signature })
    const grant = await ask({ method: 'POST', path: '/v1/session', body }, parseSessionGrant)
    return grant.ok ? ok({ space, ...grant.value }) : grant
  }

  function pull(request: PullRequest) {
    const { after, group, session } = request
    const place = group === undefined ? '' : `/groups/${group}`
    const path = `/v1/spaces/${session.space}${place}/entries?after=${after}`
    return exchange({ method: 'GET', path, token: session.token }, pullMediaType, (response, alive) =>
      readPullStream(response.body, request, alive),
    )
  }

  return {
    append: createAppend(exchange),
    appendControl: createAppendControl(exchange),
    teamChain: async (space, shown) => {
      const { parseTeamChain } = await import('../../../shared/protocol/recovery-link.ts')
      return ask(
        { method: 'GET', path: `/v1/spaces/${space}/recovery`, headers: { [foundingHeader]: shown } },
        parseTeamChain,
      )
    },
    deviceStatus: createDeviceStatus(exchange),
    sayErased: createSayErased(exchange),
    openSession,
    quarantine: ({ space, token }, after) => {
      const path = `/v1/spaces/${space}/quarantine${after === null ? '' : `?after=${after}`}`
      return ask({ method: 'GET', path, token }, parseQuarantinePage)
    },
    settle: ({ space, token }, settled) => {
      const path = `/v1/spaces/${space}/quarantine/settled`
      return exchange({ method: 'POST', path, body: encodeSettledEntries(settled), token }, null, async () =>
        ok(undefined),
      )
    },
    erased: ({ space, token }) => ask({ method: 'GET', path: `/v1/spaces/${space}/erased`, token }, parseErasedDevices),
    relayKey: async () => {
      const hello = await ask({ method: 'POST', path: '/v1/hello' }, parseHello)
      return hello.ok ? ok(hello.value.relayKey) : hello
    },
    fetchLog: ({ space, token }, after) =>
      ask({ method: 'GET', path: `/v1/spaces/${space}/audit?after=${after}`, token }, parseFetchLog),
    pull,
    join: (body) => ask({ method: 'POST', path: '/v1/join', body }, parseJoinStatus),
    joins: ({ space, token }) => ask({ method: 'GET', path: `/v1/spaces/${space}/joins`, token }, parseWaitingJoins),
    putSpoken: ({ space, token }, deposit) => {
      const body = encodeSpokenDeposit(deposit)
      return exchange({ method: 'PUT', path: `/v1/spaces/${space}/spoken`, body, token }, null, async () =>
        ok(undefined),
      )
    },
    spoken: (id) => ask({ method: 'GET', path: `/v1/spoken/${bytesToHex(id)}` }, parseSpokenDeposit),
    putBoxes: ({ space, token }, group, epoch, boxes) => {
      const body = encodeEpochBoxes({ epoch, boxes })
      const path = `/v1/spaces/${space}/groups/${group}/boxes`
      return exchange({ method: 'PUT', path, body, token }, null, async () => ok(undefined))
    },
    missingBoxes: ({ space, token }, groups) => {
      const body = encodeMissingRequest(groups)
      return ask({ method: 'POST', path: `/v1/spaces/${space}/boxes/missing`, body, token }, parseMissingBoxes)
    },
    live: (session, onPoke, onState) =>
      openLiveSocket({ origin: deps.origin, openSocket: deps.network.openSocket }, session, onPoke, onState),
  }
}
