/** POST /v1/erased takes a removed device's last word; GET …/erased tells administrators whose there are. Rule RT112. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isGone } from '../../shared/membership/gone.ts'
import {
  type ErasedWord,
  encodeErasedDevices,
  erasedSigningInput,
  parseErasedWord,
} from '../../shared/protocol/erased.ts'
import type { SignatureVerifier } from '../../shared/protocol/signature.ts'
import { nobodysKey } from '../admission/nobodys-key.ts'
import { chainsNaming } from '../admission/readable.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import { isAdminHere } from './quarantine.ts'

export interface ErasedRouteDeps extends SessionGuardDeps {
  readonly store: EntryStore
  readonly verifier: SignatureVerifier
}

export function erasedRoute(deps: ErasedRouteDeps): Hono<RelayEnv> {
  const { limits, spaces, store, verifier } = deps

  async function isTrue({ device, signature, space }: ErasedWord): Promise<boolean> {
    await spaces.refresh(space)
    const state = spaces.find(space)
    const chains = state === undefined ? [] : chainsNaming(state, device)
    const known = chains.flatMap((chain) => chain.devices[device] ?? [])[0]
    const isOut = known !== undefined && isGone(chains, state?.team, device)
    const signKey = known?.keys.signKey ?? nobodysKey
    return (await verifier.verify(signKey, erasedSigningInput(space, device), signature)) && isOut
  }

  return new Hono<RelayEnv>()
    .post('/v1/erased', bodyLimit({ maxSize: 256, onError: (c) => problem(c, 'too-large') }), async (c) => {
      if (!(await limits.takeFromAddress(c.get('address')))) return problem(c, 'too-many-requests')
      const word = parseErasedWord(await readBody(c))
      if (!word.ok) return problem(c, 'malformed')
      if (!(await isTrue(word.value))) return problem(c, 'unknown-or-forbidden')
      await store.noteErased(word.value.space, word.value.device, word.value.signature)
      await limits.giveBackToAddress(c.get('address'), 1)
      return c.body(null, 204)
    })
    .get('/v1/spaces/:space/erased', requireSession(deps), async (c) => {
      if (!isAdminHere(c)) return problem(c, 'unknown-or-forbidden')
      const words = await store.erased(c.get('session').space)
      return cborAnswer(c, encodeErasedDevices(words.slice(0, 1_000)))
    })
}
