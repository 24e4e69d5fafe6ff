/**
 * How long a model of a whole team runs: in the gate as its test says; by hand
 * for as long as somebody has time, from new seeds.
 *
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

const asked = Number(process.env.PROPERTY_RUNS ?? 0)
const seed = process.env.PROPERTY_SEED

export function propertyRuns(gate: GateRuns): GateRuns {
  if (asked === 0) return gate
  return seed === undefined ? { numRuns: asked } : { numRuns: asked, seed: Number(seed) }
}

/** For a test of `gateMs` in the gate. */
export function propertyTimeout(gateMs: number): number {
  return Math.max(gateMs, asked * longestRunMs)
}
