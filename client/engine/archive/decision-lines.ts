/** What was written down as decided about a person, newest first: what, why, who agreed, by whom, and what took its place. Rule AV482. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { DecisionRecord } from '../../domain/records/decision.ts'
import type { CareRecord } from '../../domain/records/record.ts'

export function decisionLines(records: readonly CareRecord[], when: (at: Instant) => string): readonly string[] {
  const decisions = records.filter((record): record is DecisionRecord => record.type === 'decision')
  if (decisions.length === 0) return ['Nothing was written down as a decision.']
  const wordOne = (decision: DecisionRecord) => {
    const { agreed, at, author, id, instead, what, why } = decision
    const before = decisions.find((each) => each.id === instead)
    const later = decisions.find((each) => each.instead === id)
    return [
      `${when(at)}, ${author.name}, ${author.role}: ${what}`,
      ...(why === '' ? [] : [`Why: ${why}`]),
      ...(agreed === '' ? [] : [`There or agreed: ${agreed}`]),
      ...(instead === null
        ? []
        : [before === undefined ? 'In place of an earlier one.' : `In place of the one of ${when(before.at)}.`]),
      ...(later === undefined ? [] : [`Decided anew by ${later.author.name}, ${when(later.at)}: the later one holds.`]),
    ].join(' — ')
  }
  return [...decisions].sort((a, b) => b.at - a.at || (a.hlc < b.hlc ? 1 : -1)).map(wordOne)
}
