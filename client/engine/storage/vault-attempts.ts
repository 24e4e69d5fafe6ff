/**
 * How a wrong passphrase slows down: 1 s, then twice as long each time, at most
 * 5 minutes. A clock set forward lets the wait pass, as waiting would; a clock
 * set back starts the same wait again, so it neither shortens it nor locks
 * anybody out for longer than one wait.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import { noAttempts, type VaultAttempts } from './vault-rows.ts'

const firstWait = 1_000
const longestWait = 300_000

/** To be on disk before the passphrase is tried, so that killing the app does not give the attempt back. */
export function countAttempt(attempts: VaultAttempts, now: Instant): VaultAttempts {
  const wait = Math.min(longestWait, firstWait * 2 ** Math.min(attempts.failed, 20))
  return { failed: attempts.failed + 1, waitFrom: now, waitUntil: later(now, wait), seenAt: latest(attempts, now) }
}

export function clearAttempts(attempts: VaultAttempts, now: Instant): VaultAttempts {
  return { ...noAttempts, seenAt: latest(attempts, now) }
}

/** The wait that is left, or undefined when the passphrase may be tried. */
export function waitLeft(attempts: VaultAttempts, now: Instant): VaultAttempts | undefined {
  if (attempts.waitUntil <= now) return undefined
  if (now >= attempts.waitFrom) return attempts
  return { ...attempts, waitFrom: now, waitUntil: later(now, attempts.waitUntil - attempts.waitFrom) }
}

function later(instant: Instant, milliseconds: number): Instant {
  return (instant + milliseconds) as Instant
}

function latest(attempts: VaultAttempts, now: Instant): Instant {
  return Math.max(attempts.seenAt, now) as Instant
}
