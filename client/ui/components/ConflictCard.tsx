/**
 * Changes to one medicine that disagree: side by side, of equal weight. Nothing is
 * chosen beforehand. Keep one, write what shall hold, or ask those who wrote them.
 */
import { useState } from 'preact/hooks'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import { openSince } from '../../domain/projections/open-since.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { useApp } from '../app-context.ts'
import { putQuestion } from '../models/ask-model.ts'
import { commonBefore, shownParts } from '../models/conflict-sides.ts'
import { conflictText } from '../text/en/conflict.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { ConflictSide, mainWords } from './ConflictSide.tsx'
import { conflictCardId } from './conflict-place.ts'
import { Icon } from './Icon.tsx'
import { NewDecision } from './NewDecision.tsx'
import { Problem } from './Problem.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: conflictText })

export interface ConflictCardProps {
  readonly medicine: MedicineRow
  readonly sides: readonly MedicineChange[]
  /** The staff's own conversation about this person; null while it is not here. */
  readonly staffThreadId: string | null
  /** Under the section of a record, or under the title of a screen of its own. */
  readonly level?: 2 | 3
  /** Says in words what holds now, once the disk has it. */
  readonly onDecided: (words: string) => void
}

export function ConflictCard(props: ConflictCardProps) {
  const { level = 3, medicine, onDecided, sides } = props
  const { clock, deviceWord, engine, newCommandId, readNow } = useApp()
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const [isWriting, setWriting] = useState(false)
  const { medicineId, name, personId } = medicine
  const titleId = conflictCardId(medicineId)
  const since = openSince(sides)
  const parts = shownParts(sides)
  const Heading = `h${level}` as const
  const before = commonBefore(sides)

  async function keep(side: MedicineChange, letter: string): Promise<void> {
    const outcome = await engine.run({
      type: 'resolve-medicine',
      commandId: newCommandId(),
      at: readNow(),
      personId,
      medicineId,
      sides: sides.map(({ key }) => key),
      choice: { type: 'keep', side: side.key },
      reason: text.kept(letter, text.whole(side.after)),
    })
    if (outcome.ok) onDecided(text.whole(side.after))
    else setProblem(wordProblem(outcome.problem, deviceWord))
  }

  return (
    <section class="conflict" aria-labelledby={titleId}>
      <header>
        <Icon name="fork" />
        <div>
          <Heading id={titleId} tabIndex={-1} data-decision>
            {text.title(sides.length)}: {name}
          </Heading>
          <p>
            {text.nothingPicked(sides.length)}
            {before !== null && <WholeFigures>{` ${text.beforeBoth(wordParts(before, parts))}`}</WholeFigures>}
          </p>
        </div>
      </header>
      <ol class="sides">
        {sides.map((side, index) => (
          <ConflictSide
            key={side.key}
            side={side}
            letter={text.letter(index)}
            main={mainWords(side, sides)}
            parts={parts}
          />
        ))}
      </ol>
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions even">
        {sides.map((side, index) => (
          <Button key={side.key} about={name} onPress={() => void keep(side, text.letter(index))}>
            <WholeFigures>{text.keep(text.letter(index), mainWords(side, sides))}</WholeFigures>
          </Button>
        ))}
        <Button icon="pen" about={name} pressed={isWriting} onPress={() => setWriting(!isWriting)}>
          {text.writeNew}
        </Button>
        <Ask {...props} onProblem={setProblem} />
      </div>
      {isWriting && (
        <NewDecision
          level={level === 2 ? 3 : 4}
          medicine={medicine}
          sides={sides}
          onDecided={onDecided}
          onClose={() => setWriting(false)}
        />
      )}
      <p class="until small">
        {since !== null && <b>{text.openFor(since, clock.value)}</b>} {text.until}
      </p>
    </section>
  )
}

interface AskProps extends ConflictCardProps {
  readonly onProblem: (problem: ProblemWords) => void
}

/** Nothing is sent: the question stands in the box, to be read and changed first. */
function Ask({ medicine: { name }, onProblem, sides, staffThreadId }: AskProps) {
  const app = useApp()

  async function ask(): Promise<void> {
    if (staffThreadId === null) return onProblem({ title: text.cannotAsk, whatToDo: '' })
    const words = sides.map((side, index) => text.questionSide(text.letter(index), mainWords(side, sides), side))
    const problem = await putQuestion(staffThreadId, text.question(name, words), app)
    if (problem !== null) return onProblem(wordProblem(problem, app.deviceWord))
    app.router.go({ name: 'thread', threadId: staffThreadId })
  }

  return (
    <Button icon="question" about={name} onPress={() => void ask()}>
      {text.ask(sides.length)}
    </Button>
  )
}

function wordParts(state: MedicineChange['after'], parts: ReturnType<typeof shownParts>): string {
  return state.status === 'stopped'
    ? text.stopped(state)
    : parts
        .map((part) => state[part])
        .filter((words) => words !== '')
        .join(', ')
}
