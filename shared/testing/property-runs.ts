/**
 * How long properties run: in the gate as each test says; by hand for as long
 * as somebody has time, from new seeds. PROPERTY_TIMES multiplies the runs of
 * all of them (more-runs.ts), PROPERTY_RUNS says the runs of the models of a
 * whole team.
 *
 *     PROPERTY_TIMES=20 npx vitest run --project unit shared/membership
 *     PROPERTY_RUNS=2000 npx vitest run --project unit engine.model
 *
 * PROPERTY_SEED repeats what failed, with the seed that was printed.
 */
interface GateRuns {
  readonly numRuns: number
  readonly seed?: number
}

/** Generous: a slow machine takes some seconds for a history of forty steps. */
const longestRunMs = 30_000
const runsUnsaid = 100

const asked = Number(process.env.PROPERTY_RUNS ?? 0)
const times = Number(process.env.PROPERTY_TIMES ?? 1)
const seed = process.env.PROPERTY_SEED

function withAskedSeed<P extends { readonly seed?: number }>({ seed: _, ...gate }: P) {
  return seed === undefined ? gate : { ...gate, seed: Number(seed) }
}

export function propertyRuns(gate: GateRuns): GateRuns {
  return asked === 0 ? gate : withAskedSeed({ ...gate, numRuns: asked })
}

/** What `fc.assert` makes of these when all properties run longer. */
export function moreRuns<P extends Partial<GateRuns>>(gate: P) {
  const numRuns = gate.numRuns ?? runsUnsaid
  return times === 1 ? { ...gate, numRuns } : withAskedSeed({ ...gate, numRuns: numRuns * times })
}

/** For a test of `gateMs` in the gate. */
export function propertyTimeout(gateMs: number): number {
  return Math.max(gateMs * times, asked * longestRunMs)
}
