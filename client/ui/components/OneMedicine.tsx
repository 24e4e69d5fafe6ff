/** Change or stop one medicine of the list; while two changes stand against each other, their card comes first and nothing can be saved. */
import type { MedicineRow } from '../../domain/projections/rows.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import {
  changedFields,
  isUntouchedMedicine,
  type MedicineAct,
  type MedicineForm as MedicineFormState,
  valuesOf,
} from '../models/medicine-form.ts'
import { createMedicineFormModel, type MedicineFormModel } from '../models/medicine-form-model.ts'
import { staffThreadOf } from '../models/person-model.ts'
import { useModel } from '../models/use-model.ts'
import { conflictText } from '../text/en/conflict.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import { chooseText } from '../text/text.ts'
import { AccordingTo } from './AccordingTo.tsx'
import { Button } from './Button.tsx'
import { ConflictCard } from './ConflictCard.tsx'
import { goToCard } from './conflict-place.ts'
import { MedicineForm } from './MedicineForm.tsx'
import { ConflictTag, MedicineWords } from './MedicineLine.tsx'
import { Problem } from './Problem.tsx'

const text = chooseText({ en: medicineFormText })
const apart = chooseText({ en: conflictText })

interface OneMedicineProps {
  readonly medicine: MedicineRow
  readonly view: PersonView
  /** In words what holds now. */
  readonly onSaved: (words: string) => void
}

export function OneMedicine({ medicine, onSaved, view }: OneMedicineProps) {
  const app = useApp()
  const { conflict, medicineId, personId, status } = medicine
  const model = useModel(
    () => createMedicineFormModel({ personId, medicineId }, 'change', app),
    [app.engine, personId, medicineId],
  )
  const form = model.form.value
  const hasDraft = form !== undefined && !isUntouchedMedicine(form)
  return (
    <>
      {conflict !== undefined && (
        <ConflictCard
          medicine={medicine}
          sides={conflict}
          level={2}
          staffThreadId={staffThreadOf(view)}
          onDecided={(words) => onSaved(text.savedNow(words))}
        />
      )}
      <div class="card medicine-now">
        <MedicineWords medicine={medicine} />
        {conflict !== undefined && <ConflictTag medicine={medicine} />}
        {status === 'stopped' && <p>{text.stopped}</p>}
        <AccordingTo names={view.accordingTo} />
      </div>
      {status === 'current' && (conflict === undefined || hasDraft) && (
        <Edit medicine={medicine} model={model} onSaved={onSaved} />
      )}
    </>
  )
}

interface EditProps extends Pick<OneMedicineProps, 'medicine' | 'onSaved'> {
  readonly model: MedicineFormModel
}

function Edit({ medicine, model, onSaved }: EditProps) {
  const act = model.form.value?.act ?? 'change'
  const base = valuesOf(medicine)

  async function save(): Promise<void> {
    let words = ''
    const isSaved = await model.save((form, intent) => {
      const made = commandOf(medicine, form, intent)
      words = made.words
      return made.command
    })
    if (isSaved) onSaved(words)
  }

  return (
    <section class="card" aria-label={text.changeTitle(medicine.name)}>
      {model.form.value !== undefined && <Acts act={act} model={model} />}
      <MedicineForm
        model={model}
        base={base}
        idPrefix="medicine"
        saveWords={act === 'stop' ? text.saveStop : text.save}
        onSave={save}
        {...(medicine.conflict !== undefined && { blocked: <Blocked medicine={medicine} /> })}
      />
    </section>
  )
}

function commandOf(medicine: MedicineRow, form: MedicineFormState, intent: Intent) {
  const { dose, frequency, medicineId, name, personId, route } = medicine
  const about = { ...intent, personId, medicineId, reason: form.reason } as const
  if (form.act === 'stop') {
    return { words: text.stoppedNow(name), command: { type: 'stop-medicine', ...about, on: form.on } as const }
  }
  const fields = changedFields(form, valuesOf(medicine))
  const whole = { dose, frequency, route, ...fields }
  const parts = [whole.dose, whole.frequency, whole.route].filter((part) => part !== '').join(', ')
  return { words: text.savedNow(`${name}, ${parts}`), command: { type: 'change-medicine', ...about, fields } as const }
}

function Acts({ act, model }: { readonly act: MedicineAct; readonly model: MedicineFormModel }) {
  return (
    <fieldset class="block">
      <legend>{text.act}</legend>
      <div class="actions">
        {(['change', 'stop'] as const).map((each) => (
          <Button key={each} pressed={act === each} onPress={() => model.change((now) => ({ ...now, act: each }))}>
            {text.acts[each]}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

/** The words lead to the card that ends it. */
function Blocked({ medicine: { conflict = [], medicineId, name } }: Pick<EditProps, 'medicine'>) {
  return (
    <Problem title={`${apart.title(conflict.length)}: ${name}. ${text.decideFirst}`} words={text.blockedWords}>
      <Button onPress={() => goToCard(medicineId)}>{text.toCard}</Button>
    </Problem>
  )
}
