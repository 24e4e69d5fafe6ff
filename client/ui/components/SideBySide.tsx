/**
 * Changes made apart that disagree: side by side, of equal weight, nothing chosen
 * beforehand. Keep one, write what shall hold, or ask those who wrote them.
 */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { openSince } from '../../domain/projections/open-since.ts'
import type { PartChange, PartState } from '../../domain/projections/part-rows.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import { useApp } from '../app-context.ts'
import { putQuestion } from '../models/ask-model.ts'
import { conflictText } from '../text/en/conflict.ts'
import { detailsText } from '../text/en/details.ts'
import { type ProblemWords, wordProblem } from '../text/en/problems.ts'
import { chooseText } from '../text/text.ts'
import { AskAside } from './AskAside.tsx'
import { Button } from './Button.tsx'
import { Face } from './Face.tsx'
import { Icon } from './Icon.tsx'
import { Problem } from './Problem.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: detailsText })
const conflict = chooseText({ en: conflictText })

export interface SideBySideProps {
  readonly id: string
  readonly label: string
  readonly sides: readonly PartChange[]
  readonly wordsOf: (state: PartState) => string
  /** Writes that one side holds; null once the disk has it. */
  readonly onKeep: (side: PartChange, reason: string) => Promise<CommandProblem | null>
  /** Says in words what holds now. */
  readonly onDecided: (words: string) => void
  /** The staff's own conversation to ask in; null while it is not here, absent where no conversation is about it. */
  readonly askIn?: string | null
  /** "Write new": the form, until it is closed. */
  readonly form: (onClose: () => void) => ComponentChildren
}

export function SideBySide({ askIn, form, id, label, onDecided, onKeep, sides, wordsOf }: SideBySideProps) {
  const { clock, deviceWord } = useApp()
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const [open, setOpen] = useState<'write' | 'ask' | null>(null)
  const since = openSince(sides)
  const said = sides.map((side, index) => conflict.questionSide(conflict.letter(index), wordsOf(side.after), side))
  const question = conflict.question(label, said)
  const turn = (part: 'write' | 'ask') => setOpen(open === part ? null : part)

  async function keep(side: PartChange, letter: string): Promise<void> {
    const words = wordsOf(side.after)
    const refused = await onKeep(side, text.kept(letter, words))
    if (refused === null) onDecided(text.decided(label, words))
    else setProblem(wordProblem(refused, deviceWord))
  }

  return (
    <section class="conflict" aria-labelledby={id}>
      <header>
        <Icon name="fork" />
        <div>
          <h3 id={id} tabIndex={-1} data-decision>
            {text.conflict(sides.length)}: {label}
          </h3>
          <p>{text.nothingPicked}</p>
        </div>
      </header>
      <ol class="sides">
        {sides.map((side, index) => (
          <Side key={side.key} side={side} wordsOf={wordsOf} letter={conflict.letter(index)} />
        ))}
      </ol>
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions even">
        {sides.map((side, index) => (
          <Button key={side.key} about={label} onPress={() => void keep(side, conflict.letter(index))}>
            <WholeFigures>{text.keep(conflict.letter(index), wordsOf(side.after))}</WholeFigures>
          </Button>
        ))}
        <Button icon="pen" about={label} pressed={open === 'write'} onPress={() => turn('write')}>
          {conflict.writeNew}
        </Button>
        {askIn === undefined ? (
          <Button icon="question" about={label} expanded={open === 'ask'} onPress={() => turn('ask')}>
            {conflict.ask(sides.length)}
          </Button>
        ) : (
          <Ask question={question} askIn={askIn} label={label} sides={sides} onProblem={setProblem} />
        )}
      </div>
      {open === 'write' && form(() => setOpen(null))}
      {open === 'ask' && <AskAside label={label} question={question} authors={namesOf(sides)} />}
      <p class="until small">
        {since !== null && <b>{conflict.openFor(since, clock.value)}</b>} {text.until}
      </p>
    </section>
  )
}

function namesOf(sides: readonly PartChange[]): readonly string[] {
  return [...new Set(sides.flatMap(({ author }) => author?.name ?? []))]
}

interface AskProps extends Pick<SideBySideProps, 'label' | 'sides'> {
  readonly askIn: string | null
  readonly question: string
  readonly onProblem: (problem: ProblemWords) => void
}

/** Nothing is sent: the question stands in the box, to be read and changed first. */
function Ask({ askIn, label, onProblem, question, sides }: AskProps) {
  const app = useApp()

  async function ask(): Promise<void> {
    if (askIn === null) return onProblem({ title: conflict.cannotAsk, whatToDo: '' })
    const problem = await putQuestion(askIn, question, app)
    if (problem !== null) return onProblem(wordProblem(problem, app.deviceWord))
    app.router.go({ name: 'thread', threadId: askIn })
  }

  return (
    <Button icon="question" about={label} onPress={() => void ask()}>
      {conflict.ask(sides.length)}
    </Button>
  )
}

interface SideProps {
  readonly side: PartChange
  readonly wordsOf: (state: PartState) => string
  readonly letter: string
}

function Side({ letter, side, wordsOf }: SideProps) {
  const { clock } = useApp()
  const { after, author, before, reason } = side
  return (
    <li>
      <p class="head">
        <span class="letter">{letter}</span>
        <span class="dose">
          <WholeFigures>{wordsOf(after)}</WholeFigures>
        </span>
      </p>
      {before !== null && (
        <p class="quiet">
          <WholeFigures>{text.before(wordsOf(before))}</WholeFigures>
        </p>
      )}
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
          <span class="quiet tabular">{conflict.times(side, clock.value)}</span>
        </p>
      </div>
      <p>
        <b>{conflict.reason}</b> {reason === '' ? conflict.noReason : `“${reason}”`}
      </p>
    </li>
  )
}
