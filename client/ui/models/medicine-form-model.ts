/** A form about a medicine, kept as a draft of that medicine and that act. */
import { dayOf } from '../../domain/dates.ts'
import { createFormModel, type FormDeps, type FormModel } from './form-model.ts'
import { type MedicineFormAbout, medicineDraftKey, parseMedicineDraft, writeMedicineDraft } from './medicine-draft.ts'
import { emptyMedicineForm, isUntouchedMedicine, type MedicineAct, type MedicineForm } from './medicine-form.ts'

export type MedicineFormModel = FormModel<MedicineForm>

export function createMedicineFormModel(about: MedicineFormAbout, act: MedicineAct, deps: FormDeps): MedicineFormModel {
  return createFormModel<MedicineForm>(
    {
      key: medicineDraftKey(about),
      fresh: () => emptyMedicineForm(act, dayOf(deps.readNow())),
      parse: (draft) => parseMedicineDraft(draft, about),
      write: (form) => writeMedicineDraft(form, about),
      isUntouched: isUntouchedMedicine,
    },
    deps,
  )
}
