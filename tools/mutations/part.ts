import type { Mutation } from './mutation.ts'

/**
 * Part `2/5` of a list, all of it without one: those of one test stay in one part
 * and beside each other, so that what it loads stays warm.
 */
export function partOf(mutations: readonly Mutation[], part = '1/1'): readonly Mutation[] {
  const [number, parts] = part.split('/').map(Number)
  if (number === undefined || parts === undefined || !(number >= 1 && number <= parts)) {
    throw new Error(`a part is a number of a number, like 2/5, and not ${part}`)
  }
  const byTest = Map.groupBy(mutations, ({ test }) => test)
  return [...byTest.keys()]
    .sort()
    .filter((_, index) => index % parts === number - 1)
    .flatMap((test) => byTest.get(test) ?? [])
}
