/** A value that is chosen, not typed: one press chooses, a second press takes it back. */
import type { News2Points } from '../../domain/scores/news2.ts'
import { Icon } from './Icon.tsx'
import { news2FieldId } from './News2Row.tsx'
import { Points } from './Points.tsx'

interface News2ChoiceProps<Value extends string> {
  readonly parameter: string
  readonly label: string
  readonly hint: string
  readonly choices: readonly Value[]
  readonly words: Readonly<Record<Value, string>>
  readonly chosen: Value | null
  readonly points: News2Points | undefined
  readonly onChoose: (value: Value) => void
}

export function News2Choice<Value extends string>(props: News2ChoiceProps<Value>) {
  const { parameter, label, hint, choices, words, chosen, points, onChoose } = props
  const id = news2FieldId(parameter)
  return (
    <fieldset
      class={`entry choice ${parameter}`}
      id={id}
      tabIndex={-1}
      aria-describedby={hint === '' ? undefined : `${id}-hint`}
    >
      <legend class="unseen">{label}</legend>
      <p class="label">
        <b aria-hidden="true">{label}</b>
        {hint !== '' && (
          <span class="hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </p>
      <div class="chosen">
        <div class="choices">
          {choices.map((choice) => (
            <button
              key={choice}
              type="button"
              class="button"
              aria-pressed={chosen === choice}
              onClick={() => onChoose(choice)}
            >
              {chosen === choice && <Icon name="tick" />}
              {words[choice]}
            </button>
          ))}
        </div>
        <Points points={points} />
      </div>
    </fieldset>
  )
}
