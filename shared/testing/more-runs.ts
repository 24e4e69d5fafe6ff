/** Set-up of a run by hand with PROPERTY_TIMES: every `fc.assert` runs so many times as often (property-runs.ts). */
import type { Parameters } from 'fast-check'
import { vi } from 'vitest'
import { moreRuns } from './property-runs.ts'

vi.mock('fast-check', async (importActual) => {
  const actual = await importActual<typeof import('fast-check')>()
  const assert = ((property: never, gate: Parameters<unknown> = {}) =>
    actual.assert(property, moreRuns(gate) as Parameters<unknown>)) as typeof actual.assert
  return { ...actual, default: { ...actual.default, assert } }
})
