/** Every condition by its key, and how its words become one person's. */
import { copd, frailty, heartFailure } from './conditions/breath-and-heart.ts'
import type { Condition } from './conditions/condition.ts'
import { catheter, injection, insulin } from './conditions/daily-care.ts'
import { doreensCopd } from './conditions/doreen.ts'
import { lastMonths, memory, parkinsons, stroke } from './conditions/long-term.ts'
import { legUlcer, postOp, pressure } from './conditions/skin-and-wounds.ts'
import { createDice } from './seed.ts'

export const conditions = {
  doreen: doreensCopd,
  copd,
  heartFailure,
  frailty,
  legUlcer,
  pressure,
  postOp,
  insulin,
  catheter,
  injection,
  parkinsons,
  memory,
  stroke,
  lastMonths,
} satisfies Record<string, Condition>

export type ConditionKey = keyof typeof conditions

/** Decides each {this|that} and fills in {name}. One choice has one outcome a person, wherever it is written. */
export function wordsFor(personKey: string, called: string): (words: string) => string {
  return (words) =>
    words.replace(/\{([^}]+)\}/g, (_, inside: string) => {
      if (inside === 'name') return called
      const options = inside.split('|')
      const [first = ''] = options
      return createDice(`${personKey}/${inside}`).pick([first, ...options.slice(1)])
    })
}
