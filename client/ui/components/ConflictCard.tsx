/** Changes to one medicine that disagree: side by side, of equal weight, the dose largest. Nothing is chosen beforehand. */
import { useState } from 'preact/hooks'
import type { MedicineChange, MedicineRow } from '../../domain/projections/rows.ts'
import { useApp } from '../app-context.ts'
import { conflictText } from '../text/en/conflict.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Face } from './Face.tsx'
import { Figures } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: conflictText })

interface ConflictCardProps {
  readonly medicine: MedicineRow
  readonly sides: readonly MedicineChange[]
}

export function ConflictCard({ medicine, sides }: ConflictCardProps) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const { medicineId, name, personId } = medicine
  const titleId = `conflict-${medicineId}`

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
    setProblem(outcome.ok ? null : wordProblem(outcome.problem, deviceWord))
  }

  return (
    <section class="conflict" aria-labelledby={titleId}>
      <header>
        <Icon name="warning" />
        <div>
          <h3 id={titleId}>
            {text.title(sides.length)}: {name}
          </h3>
          <p>{text.nothingPicked}</p>
        </div>
      </header>
      <ol class="sides">
        {sides.map((side, index) => (
          <Side key={side.key} side={side} letter={text.letter(index)} />
        ))}
      </ol>
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions">
        {sides.map((side, index) => (
          <Button key={side.key} about={name} onPress={() => void keep(side, text.letter(index))}>
            {text.keep(text.letter(index), text.main(side.after))}
          </Button>
        ))}
      </div>
      <p class="until small">{text.until}</p>
    </section>
  )
}

function Side({ letter, side }: { readonly letter: string; readonly side: MedicineChange }) {
  const { clock } = useApp()
  const { after, author, before, reason } = side
  return (
    <li>
      <p class="head">
        <span class="letter">{letter}</span>
        <span class="dose">
          <Figures>{text.main(after)}</Figures>
        </span>
      </p>
      {before !== null && (
        <p>
          <span aria-hidden="true">−</span> <span class="quiet">{text.was}:</span> {text.whole(before)}
        </p>
      )}
      <p>
        <span aria-hidden="true">+</span> <span class="quiet">{text.now}:</span> <b>{text.whole(after)}</b>
      </p>
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
