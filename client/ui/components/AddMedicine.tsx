/** A new prescription: everything a line of the list says, why, and that it was written here. */
import { useApp } from '../app-context.ts'
import { type Values, wholeFields } from '../models/medicine-form.ts'
import { createMedicineFormModel } from '../models/medicine-form-model.ts'
import { useModel } from '../models/use-model.ts'
import { useShell } from '../shell-context.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import { chooseText } from '../text/text.ts'
import { MedicineForm } from './MedicineForm.tsx'

const text = chooseText({ en: medicineFormText })

const nothing: Values = { name: '', form: '', dose: '', frequency: '', route: '', prescriber: '', since: '', risk: '' }

interface AddMedicineProps {
  readonly personId: string
  readonly onSaved: (words: string) => void
}

export function AddMedicine({ onSaved, personId }: AddMedicineProps) {
  const app = useApp()
  const { me } = useShell()
  const model = useModel(
    () => createMedicineFormModel({ personId, medicineId: null }, 'add', app),
    [app.engine, personId],
  )

  async function save(): Promise<void> {
    let words = ''
    const isSaved = await model.save((form, intent) => {
      const fields = { ...wholeFields(form, nothing), source: text.writtenHere(me.signature.name) }
      words = [fields.name, fields.dose, fields.frequency, fields.route].filter((part) => part !== '').join(', ')
      return { type: 'add-medicine', ...intent, personId, fields, reason: form.reason }
    })
    if (isSaved) onSaved(text.savedNow(words))
  }

  return (
    <div class="card">
      <MedicineForm model={model} base={nothing} idPrefix="medicine" saveWords={text.saveAdd} onSave={save} />
    </div>
  )
}
