/** Changes to one part of somebody's details that disagree: side by side, of equal weight. Nothing is chosen beforehand. */
import { useState } from 'preact/hooks'
import type { PartChange, PersonPart } from '../../domain/projections/part-rows.ts'
import { useApp } from '../app-context.ts'
import { conflictText } from '../text/en/conflict.ts'
import { detailsText } from '../text/en/details.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Face } from './Face.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: detailsText })
const conflict = chooseText({ en: conflictText })

interface TwoSidesProps {
  readonly personId: string
  readonly part: PersonPart
  readonly label: string
  readonly sides: readonly PartChange[]
  /** Says in words what holds now, once the disk has it. */
  readonly onDecided: (words: string) => void
}

export function TwoSides({ label, onDecided, part, personId, sides }: TwoSidesProps) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const titleId = `apart-${part.kind}-${part.id}`

  async function keep(side: PartChange, letter: string): Promise<void> {
    const words = text.words(part, side.after)
    const outcome = await engine.run({
      type: 'resolve-person',
      commandId: newCommandId(),
      at: readNow(),
      personId,
      part,
      sides: sides.map(({ key }) => key),
      choice: { type: 'keep', side: side.key },
      reason: text.kept(letter, words),
    })
    if (outcome.ok) onDecided(text.decided(label, words))
    else setProblem(wordProblem(outcome.problem, deviceWord))
  }

  return (
    <section class="conflict" aria-labelledby={titleId}>
      <header>
        <Icon name="fork" />
        <div>
          <h3 id={titleId}>
            {text.conflict(sides.length)}: {label}
          </h3>
          <p>{text.nothingPicked}</p>
        </div>
      </header>
      <ol class="sides">
        {sides.map((side, index) => (
          <Side key={side.key} side={side} part={part} letter={conflict.letter(index)} />
        ))}
      </ol>
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions even">
        {sides.map((side, index) => (
          <Button key={side.key} about={label} onPress={() => void keep(side, conflict.letter(index))}>
            {text.keep(conflict.letter(index), text.words(part, side.after))}
          </Button>
        ))}
      </div>
      <p class="until small">{text.until}</p>
    </section>
  )
}

interface SideProps {
  readonly side: PartChange
  readonly part: PersonPart
  readonly letter: string
}

function Side({ letter, part, side }: SideProps) {
  const { clock } = useApp()
  const { after, author, before, reason } = side
  return (
    <li>
      <p class="head">
        <span class="letter">{letter}</span>
        <span class="dose">{text.words(part, after)}</span>
      </p>
      {before !== null && <p class="quiet">{text.before(text.words(part, before))}</p>}
      <div class="by">
        {author !== null && <Face face={author.face} name={author.name} />}
        <p>
          {author === null ? (
            conflict.authorUnknown
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
        <b>{conflict.reason}</b> {reason === '' ? conflict.noReason : `“${reason}”`}
      </p>
    </li>
  )
}
