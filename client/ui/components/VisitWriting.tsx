/**
 * The writing step of a visit: note, observations with their live total, and the
 * two ways out at the foot. It is a form for one reason: a form that says no to
 * autocomplete keeps the browser from writing the typing into its session files.
 */
import { useState } from 'preact/hooks'
import { timeOf } from '../../domain/dates.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { isUntouched, openQuestions, photoQuestion, type VisitForm } from '../models/visit-form.ts'
import type { VisitModel } from '../models/visit-model.ts'
import { news2Text } from '../text/en/news2.ts'
import { photoText as enPhoto } from '../text/en/photo.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftLine } from './DraftLine.tsx'
import { ErrorSummary, type FieldError } from './ErrorSummary.tsx'
import { News2Entry } from './News2Entry.tsx'
import { news2FieldId } from './News2Row.tsx'
import { News2Total } from './News2Total.tsx'
import { NoteBlocks, noteFieldId } from './NoteBlocks.tsx'
import { ResumedDraft } from './ResumedDraft.tsx'
import { ScreenTitle } from './ScreenTitle.tsx'
import { useAsked } from './use-asked.ts'
import { photoFileId, photoWordsId, VisitPhoto } from './VisitPhoto.tsx'

const text = chooseText({ en: visitText })
const photoText = chooseText({ en: enPhoto })
const news2 = chooseText({ en: news2Text })

interface VisitWritingProps {
  readonly model: VisitModel
  readonly person: PersonView
  readonly form: VisitForm
}

export function VisitWriting({ model, person, form }: VisitWritingProps) {
  const { router } = useApp()
  const asked = useAsked()
  const [isKeeping, setKeeping] = useState(false)
  const score = model.score.value
  const errors = asked.times > 0 ? readErrors(form, model.photosComing.value > 0) : []

  async function keep(): Promise<void> {
    setKeeping(true)
    const isStillHere = await model.photosHere()
    setKeeping(false)
    if (isStillHere && (await model.keepAsDraft())) router.go({ name: 'person', personId: form.personId })
  }

  return (
    <form
      class="visit"
      autocomplete="off"
      noValidate
      onFocusOut={() => void model.keepAsDraft()}
      onSubmit={(event) => event.preventDefault()}
    >
      <div class="top">
        <div>
          <ScreenTitle title={text.title} />
          <p class="quiet tabular">{text.started(timeOf(form.startedAt))}</p>
        </div>
      </div>
      <div class="visit-columns">
        <div class="stack">
          <ErrorSummary title={text.errorsTitle} errors={errors} asked={asked.times} />
          <ResumedDraft model={model} loses={form.photo === null ? null : photoText.goesWithDraft} />
          <NoteBlocks
            called={model.called.value}
            readers={model.readers.value}
            note={form.note}
            onType={(field, words) => model.change((now) => ({ ...now, note: { ...now.note, [field]: words } }))}
          />
          <VisitPhoto
            form={form}
            called={model.called.value}
            story={person.story}
            coming={model.photosComing}
            onChange={model.change}
            onKept={() => void model.keepAsDraft()}
          />
        </div>
        {score !== undefined && (
          <div class="stack">
            <News2Total score={score} />
            <News2Entry form={form} person={person} score={score} onChange={model.change} />
          </div>
        )}
      </div>
      <footer class="action-bar">
        {isKeeping && model.photosComing.value > 0 ? (
          <p class="grow" role="status">
            {photoText.keptOnceHere}
          </p>
        ) : (
          <DraftLine draft={model.draft.value} />
        )}
        <Button onPress={() => void keep()}>{text.keepAsDraft}</Button>
        <Button kind="main" onPress={() => asked.note(model.check())}>
          {text.checkAndFinish}
        </Button>
      </footer>
    </form>
  )
}

function readErrors(form: VisitForm, isPhotoComing: boolean): readonly FieldError[] {
  if (isUntouched(form) && !isPhotoComing) return [{ fieldId: noteFieldId('words'), words: text.errorNothing }]
  const asked = isPhotoComing ? 'making' : photoQuestion(form)
  const photoField = isPhotoComing ? photoFileId : photoWordsId
  const ofPhoto = asked === null ? [] : [{ fieldId: photoField, words: photoText.missing[asked] }]
  const ofValues = openQuestions(form).map((parameter) => ({
    fieldId: news2FieldId(parameter),
    words: text.errorValue(news2.parameters[parameter].label, form.typed[parameter] ?? ''),
  }))
  return [...ofPhoto, ...ofValues]
}
