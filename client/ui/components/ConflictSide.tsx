/** One of the changes made apart, whole as its author wrote it: what differs largest, then before and after, who, when and why. */
import type { MedicineChange, MedicineState } from '../../domain/projections/medicine-change.ts'
import { useApp } from '../app-context.ts'
import { disputedParts, type StatePart } from '../models/conflict-sides.ts'
import { conflictText } from '../text/en/conflict.ts'
import { chooseText } from '../text/text.ts'
import { Face } from './Face.tsx'
import { Figures } from './Figures.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: conflictText })

interface ConflictSideProps {
  readonly side: MedicineChange
  readonly letter: string
  /** What stands largest, and on the button that keeps it. */
  readonly main: string
  readonly parts: readonly StatePart[]
}

export function ConflictSide({ letter, main, parts, side }: ConflictSideProps) {
  const { clock } = useApp()
  const { after, author, before, reason } = side
  return (
    <li>
      <p class="head">
        <span class="letter">{letter}</span>
        <span class="dose">
          <Figures>{main}</Figures>
        </span>
      </p>
      <div class="diff">
        {before !== null && <Line sign="−" label={text.was} state={before} other={after} parts={parts} />}
        <Line sign="+" label={text.now} state={after} other={before} parts={parts} />
      </div>
      <div class="by">
        {author !== null && <Face face={author.face} name={author.name} />}
        <p>
          {author === null ? (
            text.authorUnknown
          ) : (
            <>
              <b>{author.name}</b>, {author.role}
            </>
          )}
          <br />
          <span class="quiet tabular">{text.times(side, clock.value)}</span>
        </p>
      </div>
      <p>
        <b>{text.reason}</b> {reason === '' ? text.noReason : `“${reason}”`}
      </p>
    </li>
  )
}

interface LineProps {
  readonly sign: string
  readonly label: string
  readonly state: MedicineState
  /** The same at the other end of the change: what differs from it is bold. */
  readonly other: MedicineState | null
  readonly parts: readonly StatePart[]
}

function Line({ label, other, parts, sign, state }: LineProps) {
  const pieces = piecesOf(state, other, parts)
  return (
    <p>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <span>
        <span class="unseen">{label} </span>
        {pieces.map(({ isChanged, words }, index) => (
          <span key={words}>
            {index > 0 && ', '}
            {isChanged ? (
              <b>
                <WholeFigures>{words}</WholeFigures>
              </b>
            ) : (
              <WholeFigures>{words}</WholeFigures>
            )}
          </span>
        ))}
      </span>
    </p>
  )
}

function piecesOf(state: MedicineState, other: MedicineState | null, parts: readonly StatePart[]) {
  const pieces = parts
    .map((part) => ({ words: state[part], isChanged: other !== null && other[part] !== state[part] }))
    .filter(({ words }) => words !== '')
  if (state.status === 'stopped') return [{ words: text.stopped(state), isChanged: other?.status !== 'stopped' }]
  return pieces
}

/** "Stop", else the dose, behind another name where they do not agree on that; else what they disagree on instead. */
export function mainWords(side: MedicineChange, sides: readonly MedicineChange[]): string {
  if (side.after.status === 'stopped') return text.stop
  const disputed = disputedParts(sides)
  if (disputed.length === 0) return side.after.dose
  if (disputed.includes('dose'))
    return disputed.includes('name') ? `${side.after.name} ${side.after.dose}` : side.after.dose
  return disputed.map((part) => side.after[part] || text.none).join(', ')
}
