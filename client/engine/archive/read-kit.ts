/** A recovery kit out of two of its sheets, as they were typed or scanned. Nothing is kept of it. */
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type ArchiveKit, openArchiveKit } from '../membership/archive-kit.ts'
import { joinShares, readShare, type ShareProblem } from './shares.ts'

export type KitReading =
  | { readonly type: 'misread'; readonly sheet: 0 | 1; readonly why: ShareProblem }
  | { readonly type: 'failed'; readonly problem: 'same-sheet' | 'different-kits' | 'other-kit' }

export async function readKit(sheets: readonly [string, string]): Promise<Result<ArchiveKit, KitReading>> {
  const [one, other] = [readShare(sheets[0]), readShare(sheets[1])]
  if (!one.ok) return err({ type: 'misread', sheet: 0, why: one.error })
  if (!other.ok) return err({ type: 'misread', sheet: 1, why: other.error })
  const seed = await joinShares(one.value, other.value)
  if (seed.ok) return ok(await openArchiveKit(seed.value))
  return err({ type: 'failed', problem: seed.error === 'not-a-kit' ? 'other-kit' : seed.error })
}
