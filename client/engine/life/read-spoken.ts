/** A spoken code on a phone that has not joined: takes up the invite left under it. Needs signal. */
import { parseSpokenCode } from '../../../shared/protocol/spoken.ts'
import type { SpokenReading } from '../../engine-api/engine-api.ts'
import type { EngineDeps } from '../engine.ts'
import { hearCode } from '../membership/spoken-invite.ts'

export async function readSpoken({ relay }: Pick<EngineDeps, 'relay'>, typed: string): Promise<SpokenReading> {
  const code = parseSpokenCode(typed)
  if (!code.ok) return { type: 'mistyped' }
  const heard = await hearCode(code.value)
  if (heard === undefined) return { type: 'no-memory' }
  const found = await relay.spoken(heard.id)
  if (!found.ok) return { type: found.error.type === 'problem' ? 'unknown' : 'no-signal' }
  const fragment = await heard.open(found.value)
  return fragment === undefined ? { type: 'unknown' } : { type: 'good', fragment }
}
