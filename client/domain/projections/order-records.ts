/**
 * The order of messages and of the story: by hybrid time, except that an answer
 * never stands above what it answers, whatever the clocks said.
 *
 * An answer written "before" its question is moved to just below it, and what
 * answers that one below again. The order is total and does not depend on the
 * order of the input.
 */
export interface Orderable {
  readonly id: string
  readonly hlc: string
  /** The record this answers; null for none, unknown ones do not matter. */
  readonly answers: string | null
}

interface Rank {
  readonly hlc: string
  /** Steps below the record whose time it borrowed. */
  readonly depth: number
}

/** Oldest first. */
export function orderRecords<Row extends Orderable>(rows: readonly Row[]): readonly Row[] {
  const ranks = rankAll(rows)
  const rankOf = (row: Row) => ranks.get(row.id) ?? { hlc: row.hlc, depth: 0 }
  return [...rows].sort((a, b) => {
    const rankA = rankOf(a)
    const rankB = rankOf(b)
    return compareText(rankA.hlc, rankB.hlc) || rankA.depth - rankB.depth || compareText(a.id, b.id)
  })
}

function rankAll(rows: readonly Orderable[]): ReadonlyMap<string, Rank> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const ranks = new Map<string, Rank>()
  // Sorted, so that a ring of answers, which only a forger can write, breaks at the same place everywhere.
  for (const id of [...byId.keys()].sort()) {
    const chain = unrankedChain(id, byId, ranks)
    for (const row of chain.reverse())
      ranks.set(row.id, rankBelow(row, row.answers === null ? undefined : ranks.get(row.answers)))
  }
  return ranks
}

/** From `id` upwards through what it answers, as far as nothing is ranked yet. A loop, for threads are long and stacks are not. */
function unrankedChain(
  id: string,
  byId: ReadonlyMap<string, Orderable>,
  ranks: ReadonlyMap<string, Rank>,
): Orderable[] {
  const chain: Orderable[] = []
  const visited = new Set<string>()
  let row = byId.get(id)
  while (row !== undefined && !ranks.has(row.id) && !visited.has(row.id)) {
    visited.add(row.id)
    chain.push(row)
    row = row.answers === null ? undefined : byId.get(row.answers)
  }
  return chain
}

function rankBelow(row: Orderable, above: Rank | undefined): Rank {
  if (above === undefined || row.hlc > above.hlc) return { hlc: row.hlc, depth: 0 }
  return { hlc: above.hlc, depth: above.depth + 1 }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
