/** Before a visit is finished: what will be written, and who will read which part. The engine's refusal stands here too. */
import { useApp } from '../app-context.ts'
import { staffThreadOf } from '../models/person-model.ts'
import { type NoteField, noteFields, readObservations, readValues, type VisitForm } from '../models/visit-form.ts'
import type { VisitModel } from '../models/visit-model.ts'
import { news2Text } from '../text/en/news2.ts'
import { photoText } from '../text/en/photo.ts'
import { wordProblem } from '../text/en/problems.ts'
import * as times from '../text/en/times.ts'
import { visitText } from '../text/en/visit.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftLine } from './DraftLine.tsx'
import { Icon } from './Icon.tsx'
import { readWhyScale1 } from './News2Entry.tsx'
import { News2Total } from './News2Total.tsx'
import { ObservationList } from './ObservationList.tsx'
import { Problem } from './Problem.tsx'
import { SafetyBanner } from './SafetyBanner.tsx'
import { StepTitle } from './StepTitle.tsx'

const text = chooseText({ en: visitText })
const photo = chooseText({ en: photoText })
const news2 = chooseText({ en: news2Text })

interface VisitCheckProps {
  readonly model: VisitModel
  readonly form: VisitForm
}

/** Neither the step nor the draft is read here: what the tap and the disk's answer change is drawn by itself. */
export function VisitCheck({ model, form }: VisitCheckProps) {
  const { deviceWord } = useApp()
  const called = model.called.value
  const problem = model.problem.value
  const words = problem === null ? null : wordProblem(problem, deviceWord)
  return (
    <>
      <div class="top">
        <div>
          <Title model={model} />
          <p class="quiet">{text.checkIntro}</p>
        </div>
      </div>
      {model.person.value !== undefined && (
        <SafetyBanner
          warnings={model.person.value.warnings ?? []}
          personId={form.personId}
          staffThreadId={staffThreadOf(model.person.value)}
          isBrief
        />
      )}
      <div class="check">
        {words !== null && <Problem title={words.title} words={words.whatToDo} />}
        <section class="card" aria-labelledby="check-staff">
          <Readers id="check-staff" isStaff words={text.staffRead(called)} />
          <Parts form={form} called={called} fields={noteFields.filter((field) => field !== 'next')} />
          {form.photo !== null && <p>{photo.keptAs(form.photo.words)}</p>}
          <Observations model={model} form={form} />
        </section>
        <section class="card" aria-labelledby="check-next">
          <Next model={model} form={form} />
        </section>
      </div>
      <footer class="action-bar">
        {problem === null ? <Draft model={model} /> : <span class="grow" />}
        <Button onPress={model.write}>{text.goBack}</Button>
        <Button kind="main" onPress={() => void model.finish()}>
          {text.finish}
        </Button>
      </footer>
    </>
  )
}

interface OfModel {
  readonly model: VisitModel
}

function Title({ model }: OfModel) {
  return <StepTitle title={text.checkTitle} isShown={model.step.value.type === 'check'} />
}

function Draft({ model }: OfModel) {
  return <DraftLine draft={model.draft.value} />
}

function Readers({ id, isStaff, words }: { readonly id: string; readonly isStaff: boolean; readonly words: string }) {
  return (
    <h2 id={id} class={isStaff ? 'audience-line staff-only' : 'audience-line'}>
      <Icon name={isStaff ? 'lock' : 'eye'} />
      {words}
    </h2>
  )
}

interface PartsProps {
  readonly form: VisitForm
  readonly called: string
  readonly fields: readonly NoteField[]
}

function Parts({ form, called, fields }: PartsProps) {
  const labels = text.labels(called)
  return (
    <dl>
      {fields.map((field) => (
        <div key={field}>
          <dt>{labels[field]}</dt>
          <dd class={form.note[field].trim() === '' ? 'quiet' : undefined}>
            {form.note[field].trim() === '' ? text.notWritten : form.note[field]}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Observations({ model, form }: VisitCheckProps) {
  const score = model.score.value
  const person = model.person.value
  const target = person?.scale2Target
  const observations = readObservations(form, readValues(form, model.scale.value), news2.keptInRecord)
  if (observations === null || score === undefined) return <p class="quiet">{text.noObservations}</p>
  const whyScale1 = person === undefined || observations.values.spo2 === undefined ? null : readWhyScale1(person)
  return (
    <>
      <News2Total score={score} />
      {target && score.type !== 'refused' && score.scale === 2 && (
        <p>{news2.scale2Used(target.by, times.writtenDay(target.on))}</p>
      )}
      {whyScale1 !== null && <p>{whyScale1}</p>}
      <ObservationList observations={observations} />
      <p class="small quiet">{news2.copyright}</p>
    </>
  )
}

function Next({ model, form }: VisitCheckProps) {
  const readers = model.readers.value
  const called = model.called.value
  const isPublic = readers.length > 0
  return (
    <>
      <Readers
        id="check-next"
        isStaff={!isPublic}
        words={isPublic ? text.nextRead(readers) : text.nextNotRead(called)}
      />
      <Parts form={form} called={called} fields={['next']} />
    </>
  )
}
