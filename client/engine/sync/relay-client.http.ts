/** `RelayClient` over HTTP and one WebSocket: the relay as the app meets it. */

import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { SpaceId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import { encodeEpochBoxes, encodeMissingRequest, parseMissingBoxes } from '../../../shared/protocol/boxes.ts'
import { foundingHeader } from '../../../shared/protocol/founding-link.ts'
import { parseHello } from '../../../shared/protocol/hello.ts'
import { pullMediaType } from '../../../shared/protocol/pull.ts'
import { encodeSessionRequest, parseSessionGrant, sessionSigningInput } from '../../../shared/protocol/session.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { createAppend, createAppendControl } from './append-client.ts'
import { createExchange, type HttpDeps, type HttpRequest, readMessage } from './http-exchange.ts'
import { openLiveSocket } from './live-socket.ts'
import { readPullStream } from './pull-stream.ts'
import type { PullRequest, RelayClient, RelayFailure, Session, SessionSigner } from './relay-client.ts'
import { createDeviceStatus, createSayErased } from './status-client.ts'

// Messages of joining and of administrators: no start waits for what reads them.
const blobMessages = () => import('./blob-client.ts')
const erasedMessages = () => import('../../../shared/protocol/erased.ts')
const fetchLogMessages = () => import('../../../shared/protocol/fetch-log.ts')
const viewLogMessages = () => import('../../../shared/protocol/view-log.ts')
const heldBlobMessages = () => import('./held-blob-client.ts')
const joinMessages = () => import('../../../shared/protocol/join.ts')
const quarantineMessages = () => import('../../../shared/protocol/quarantine.ts')
const recoveryMessages = () => import('../../../shared/protocol/recovery-link.ts')
const spokenMessages = () => import('../../../shared/protocol/spoken.ts')

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
    const { after, folded, group, session } = request
    const place = group === undefined ? '' : `/groups/${group}`
    const path = `/v1/spaces/${session.space}${place}/entries?after=${after}${folded === undefined ? '' : `&folded=${folded}`}`
    return exchange({ method: 'GET', path, token: session.token }, pullMediaType, (response, alive) =>
      readPullStream(response.body, request, alive),
    )
  }

  return {
    append: createAppend(exchange),
    appendControl: createAppendControl(exchange),
    teamChain: async (space, shown) => {
      const path = `/v1/spaces/${space}/recovery`
      return ask(
        { method: 'GET', path, headers: { [foundingHeader]: shown } },
        (await recoveryMessages()).parseTeamChain,
      )
    },
    deviceStatus: createDeviceStatus(exchange),
    sayErased: createSayErased(exchange),
    openSession,
    quarantine: async ({ space, token }, after) => {
      const path = `/v1/spaces/${space}/quarantine${after === null ? '' : `?after=${after}`}`
      return ask({ method: 'GET', path, token }, (await quarantineMessages()).parseQuarantinePage)
    },
    settle: async ({ space, token }, settled) => {
      const path = `/v1/spaces/${space}/quarantine/settled`
      const body = (await quarantineMessages()).encodeSettledEntries(settled)
      return exchange({ method: 'POST', path, body, token }, null, async () => ok(undefined))
    },
    erased: async ({ space, token }) =>
      ask({ method: 'GET', path: `/v1/spaces/${space}/erased`, token }, (await erasedMessages()).parseErasedDevices),
    relayKey: async () => {
      const hello = await ask({ method: 'POST', path: '/v1/hello' }, parseHello)
      return hello.ok ? ok(hello.value.relayKey) : hello
    },
    fetchLog: async ({ space, token }, after) =>
      ask(
        { method: 'GET', path: `/v1/spaces/${space}/audit?after=${after}`, token },
        (await fetchLogMessages()).parseFetchLog,
      ),
    viewLog: async ({ space, token }, after) =>
      ask(
        { method: 'GET', path: `/v1/spaces/${space}/views?after=${after}`, token },
        (await viewLogMessages()).parseViewLog,
      ),
    pull,
    join: async (body) => ask({ method: 'POST', path: '/v1/join', body }, (await joinMessages()).parseJoinStatus),
    joins: async ({ space, token }) =>
      ask({ method: 'GET', path: `/v1/spaces/${space}/joins`, token }, (await joinMessages()).parseWaitingJoins),
    putSpoken: async ({ space, token }, deposit) => {
      const body = (await spokenMessages()).encodeSpokenDeposit(deposit)
      return exchange({ method: 'PUT', path: `/v1/spaces/${space}/spoken`, body, token }, null, async () =>
        ok(undefined),
      )
    },
    spoken: async (id) =>
      ask({ method: 'GET', path: `/v1/spoken/${bytesToHex(id)}` }, (await spokenMessages()).parseSpokenDeposit),
    putBoxes: ({ space, token }, group, epoch, boxes) => {
      const body = encodeEpochBoxes({ epoch, boxes })
      const path = `/v1/spaces/${space}/groups/${group}/boxes`
      return exchange({ method: 'PUT', path, body, token }, null, async () => ok(undefined))
    },
    putBlob: async (session, group, blob, sealed) =>
      (await blobMessages()).putBlob(exchange, session, group, sealed, blob),
    getBlob: async (session, group, blob) => (await blobMessages()).getBlob(exchange, session, group, blob),
    holdBlob: async (...held) => (await heldBlobMessages()).holdBlob(exchange, ...held),
    heldBlobs: async (session) => (await heldBlobMessages()).heldBlobs(exchange, session),
    getHeldBlob: async (...held) => (await heldBlobMessages()).getHeldBlob(exchange, ...held),
    dropHeldBlob: async (...held) => (await heldBlobMessages()).dropHeldBlob(exchange, ...held),
    missingBoxes: ({ space, token }, groups) => {
      const body = encodeMissingRequest(groups)
      return ask({ method: 'POST', path: `/v1/spaces/${space}/boxes/missing`, body, token }, parseMissingBoxes)
    },
    live: (session, onPoke, onState) =>
      openLiveSocket({ origin: deps.origin, openSocket: deps.network.openSocket }, session, onPoke, onState),
  }
}
