/** What a device says of itself and its team where nobody invited it, before anything is made. Rules FD80 and FD1036. */
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { limits } from '../../domain/records/record-base.ts'
import type { FoundProblem, FoundRequest } from '../../engine-api/founding.ts'
import { shortestPassphrase } from './make-own-device.ts'

export function checkFounder({ name, passphrase, spaceName, title }: FoundRequest): Result<void, FoundProblem> {
  if ([name, spaceName, title].some((text) => text.trim() === '')) return err({ type: 'nothing-written' })
  // No invitation could carry it. One's own name and role are cut (JO968).
  if (spaceName.trim().length > limits.line) return err({ type: 'too-long', limit: limits.line })
  if (passphrase.length < shortestPassphrase) return err({ type: 'passphrase-too-short', minimum: shortestPassphrase })
  return ok(undefined)
}
