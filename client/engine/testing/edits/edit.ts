/**
 * One thing somebody does to a document at one device, drawn at random: what it
 * changes is found in what that device shows, by number, so that every draw means
 * something whatever happened before.
 */
import fc from 'fast-check'
import type { GroupId, Instant, MemberId, PersonId } from '../../../../shared/lib/ids.ts'
import type { Command, Outcome } from '../../../engine-api/commands.ts'
import type { Engine } from '../../engine.ts'

/** Where a run takes place: documents nobody has changed before. */
export interface Place {
  readonly personId: PersonId
  /** Somebody a visit may have been meant for instead. */
  readonly otherId: PersonId
  readonly date: string
  /** The person's own. */
  readonly group: GroupId
  readonly members: readonly MemberId[]
  /** A fresh id, a minute later than the one before. */
  readonly intent: () => { readonly commandId: string; readonly at: Instant }
}

export interface Edit {
  readonly what: string
  /** With what was drawn. */
  readonly label: string
  /** `which`: of what is there, by number. Null when there is nothing it could be done to. */
  readonly run: (at: Engine, place: Place, which: number) => Promise<Outcome | null>
}

export interface KindOfEdits {
  /** What puts something there that can be changed. */
  readonly begin: readonly fc.Arbitrary<Edit>[]
  /** What is done to it then. */
  readonly edits: readonly fc.Arbitrary<Edit>[]
  /** Where two who disagree are asked: what may disagree, and who ends it. */
  readonly asks?: { readonly disagree: fc.Arbitrary<Edit>; readonly decide: fc.Arbitrary<Edit> }
  /** What the documents' ids are computed from. */
  readonly keyOf: (place: Place) => string
  /** Everything a screen shows of it, whoever looks. */
  readonly shown: (at: Engine, place: Place) => Promise<unknown>
}

/** A command without what every command carries. */
export type Asked = Command extends infer One ? (One extends Command ? Omit<One, 'commandId' | 'at'> : never) : never

export function ask(at: Engine, { intent }: Place, asked: Asked): Promise<Outcome> {
  return at.run({ ...asked, ...intent() } as Command)
}

export function nth<Value>(list: readonly Value[], number: number): Value | undefined {
  return list.length === 0 ? undefined : list[number % list.length]
}

export const reason = fc.constantFrom('She said so', 'GP letter', 'On the ward list')

export function edit<Drawn>(
  what: string,
  drawn: fc.Arbitrary<Drawn>,
  run: (at: Engine, place: Place, drawn: Drawn, which: number) => Promise<Outcome | null>,
): fc.Arbitrary<Edit> {
  return drawn.map((values) => ({
    what,
    label: `${what} ${JSON.stringify(values)}`,
    run: (at, place, which) => run(at, place, values, which),
  }))
}
