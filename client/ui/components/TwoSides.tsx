/** Changes to one part of somebody's details that disagree, and the ways to decide. */
import type { PartChange, PersonPart } from '../../domain/projections/part-rows.ts'
import { useApp } from '../app-context.ts'
import { agreedState } from '../models/part-form.ts'
import { detailsText } from '../text/en/details.ts'
import { chooseText } from '../text/text.ts'
import { PartForm } from './PartForm.tsx'
import { SideBySide } from './SideBySide.tsx'

const text = chooseText({ en: detailsText })

interface TwoSidesProps {
  readonly personId: string
  readonly part: PersonPart
  readonly label: string
  readonly sides: readonly PartChange[]
  readonly staffThreadId: string | null
  /** Says in words what holds now, once the disk has it. */
  readonly onDecided: (words: string) => void
}

export function TwoSides({ label, onDecided, part, personId, sides, staffThreadId }: TwoSidesProps) {
  const { engine, newCommandId, readNow } = useApp()
  const keys = sides.map(({ key }) => key)

  async function keep(side: PartChange, reason: string) {
    const choice = { type: 'keep', side: side.key } as const
    const meant = { commandId: newCommandId(), at: readNow() }
    const outcome = await engine.run({ type: 'resolve-person', ...meant, personId, part, sides: keys, choice, reason })
    return outcome.ok ? null : outcome.problem
  }

  return (
    <SideBySide
      id={`apart-${part.kind}-${part.id}`}
      label={label}
      sides={sides}
      wordsOf={(state) => text.wordsApart(part, state, sides)}
      onKeep={keep}
      onDecided={onDecided}
      askIn={staffThreadId}
      form={(onClose) => (
        <PartForm
          about={{ personId, part, act: 'decide', sides: keys }}
          state={agreedState(sides)}
          onClose={onClose}
          onSaved={() => onDecided(text.saved(label))}
        />
      )}
    />
  )
}
