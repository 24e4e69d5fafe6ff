/** "Write new": what shall hold of changes made apart, with neither filled in. It is a draft until it is saved. */
import { useEffect, useRef } from 'preact/hooks'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { useApp } from '../app-context.ts'
import { agreedValues, wholeFields } from '../models/medicine-form.ts'
import { createMedicineFormModel } from '../models/medicine-form-model.ts'
import { useModel } from '../models/use-model.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { HasCome } from './HasCome.tsx'
import { MedicineForm } from './MedicineForm.tsx'
import { useLooked } from './use-looked.ts'

const text = chooseText({ en: medicineFormText })

interface NewDecisionProps {
  readonly level: 3 | 4
  readonly medicine: MedicineRow
  readonly sides: readonly MedicineChange[]
  readonly onDecided: (words: string) => void
  readonly onClose: () => void
}

export function NewDecision({ level, medicine, onClose, onDecided, sides }: NewDecisionProps) {
  const app = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  const { medicineId, name, personId } = medicine
  const keys = sides.map(({ key }) => key)
  // As they were looked at: what comes while somebody writes takes no word away, and is looked at before it is decided over.
  const sidesNow = useRef(keys)
  const model = useModel(() => {
    const about = {
      personId,
      medicineId,
      get sides() {
        return sidesNow.current
      },
    }
    return createMedicineFormModel(about, 'decide', app)
  }, [app.engine, personId, medicineId])
  const looked = useLooked(keys, model)
  useEffect(() => heading.current?.focus(), [])
  const base = agreedValues(sides)
  const Heading = `h${level}` as const

  async function save(): Promise<void> {
    let words = ''
    const isSaved = await model.save((form, intent) => {
      const { dose, form: shape, frequency, name: called, route } = wholeFields(form, base)
      words = [dose, frequency, route].filter((part) => part !== '').join(', ')
      const fields = {
        dose,
        frequency,
        route,
        ...(called !== undefined && { name: called }),
        ...(shape !== undefined && { form: shape }),
      }
      const choice = { type: 'write', fields } as const
      return { type: 'resolve-medicine', ...intent, personId, medicineId, sides: keys, choice, reason: form.reason }
    })
    if (isSaved) onDecided(`${name}, ${words}`)
  }

  function goOn(): void {
    sidesNow.current = keys
    looked.goOn()
  }

  return (
    <div class="new-decision">
      <Heading ref={heading} tabIndex={-1}>
        {text.newFor(name)}
      </Heading>
      <p class="hint">{text.newHint}</p>
      <MedicineForm
        model={model}
        base={base}
        idPrefix={`new-${medicineId}`}
        saveWords={text.saveNew}
        onSave={save}
        {...(looked.hasCome && { blocked: <HasCome about={name} onGoOn={goOn} /> })}
      >
        <Button onPress={onClose}>{text.cancel}</Button>
      </MedicineForm>
    </div>
  )
}
