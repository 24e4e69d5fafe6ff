/** Whom somebody is given to, or who comes on a round: chosen from names, then what it does, then yes. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { RoundAct } from '../../engine-api/rounds.ts'
import { roundsText } from '../text/en/rounds.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { type DoneRoundAct, RoundAsk } from './RoundAsk.tsx'

const text = chooseText({ en: roundsText })

export interface TargetChoice {
  readonly key: string
  readonly name: string
  readonly act: RoundAct
  readonly effect: string
  readonly done: DoneRoundAct
}

interface ChooseTargetProps {
  readonly label: string
  readonly about: string
  readonly legend: string
  readonly yes: string
  /** Where there is nobody to choose. */
  readonly none: string
  readonly choices: readonly TargetChoice[]
  /** What else can be done there, while nothing is being chosen. */
  readonly beside?: ComponentChildren
  readonly onDone: (done: DoneRoundAct) => void
}

export function ChooseTarget({ about, beside, choices, label, legend, none, onDone, yes }: ChooseTargetProps) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <div class="actions">
        <Button icon="plus" about={about} onPress={() => setOpen(true)}>
          {label}
        </Button>
        {beside}
      </div>
    )
  return (
    <fieldset class="block stack">
      <legend>{legend}</legend>
      {choices.length === 0 && <p>{none}</p>}
      <div class="actions">
        {choices.map(({ act, done, effect, key, name }) => (
          <RoundAsk
            key={key}
            label={name}
            about=""
            act={act}
            effect={effect}
            yes={yes}
            kind="main"
            done={done}
            onDone={(each) => {
              setOpen(false)
              onDone(each)
            }}
          />
        ))}
        <Button kind="plain" onPress={() => setOpen(false)}>
          {text.cancel}
        </Button>
      </div>
    </fieldset>
  )
}
