/** The page of a new visit, and what was planned with it, with the way back. */
import { useState } from 'preact/hooks'
import { dayOf } from '../../domain/dates.ts'
import { formatPlainName } from '../../domain/names.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { TeamView } from '../../engine-api/team-views.ts'
import { useApp } from '../app-context.ts'
import { isUntouchedPart } from '../models/part-form.ts'
import { createPartFormModel, type PartFormModel } from '../models/part-form-model.ts'
import {
  besides,
  findPlanFaults,
  type PlanFault,
  planCommand,
  type VisitToPlan,
  visitOf,
} from '../models/plan-visit-form.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { routeToPath } from '../router.ts'
import { planVisitText } from '../text/en/plan-visit.ts'
import { wordProblem } from '../text/en/problems.ts'
import { teamText } from '../text/en/team.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { DraftForm } from './DraftForm.tsx'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { JustSaved } from './JustSaved.tsx'
import { Loading } from './Loading.tsx'
import { Problem } from './Problem.tsx'
import { useAsked } from './use-asked.ts'
import { visitName } from './VisitPlanning.tsx'

const text = chooseText({ en: planVisitText })
const team = chooseText({ en: teamText })

export function PlanVisitForm({ person }: { readonly person: DirectoryRow }) {
  const app = useApp()
  const { clock, engine } = app
  const { personId } = person
  const model = useModel(() => createPartFormModel(`plan-visit/${personId}`, app), [engine, personId])
  const asked = useAsked()
  const [done, setDone] = useState<{ readonly visit: VisitToPlan; readonly visitId: string } | null>(null)
  const today = dayOf(clock.value)
  const form = model.form.value
  const date = form?.typed.date ?? today
  const day = useModel(() => watchQuery(engine, 'team', { date }), [engine, date])
  if (form === undefined) return <Loading />
  const visit = visitOf(personId, form, today)
  const faults = asked.times > 0 ? findPlanFaults(visit, today) : []
  const found = besides(visit, person.address, day.view.value)

  async function save(): Promise<void> {
    const isReady = findPlanFaults(visit, today).length === 0
    asked.note(isReady)
    let visitId = ''
    const isSaved =
      isReady &&
      (await model.save((_form, intent) => {
        visitId = intent.commandId
        return planCommand(visit, intent)
      }))
    if (isSaved) setDone({ visit, visitId })
  }

  if (done !== null) return <Planned {...done} person={person} day={day.view.value} onAgain={() => setDone(null)} />
  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedPart}
      look="card"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={faults.map((fault) => ({ fieldId: `plan-${fault.field}`, words: text.fault(fault) }))}
      onSave={() => void save()}
      title={
        <>
          <h2>{text.for(formatPlainName(person.name))}</h2>
          <p class="way-in">
            <Icon name="place" />
            <span>{person.address === '' ? text.noDoor : text.door(person.address)}</span>
          </p>
        </>
      }
      actions={
        <Button kind="main" type="submit">
          {found.clashes.length > 0 ? text.saveAnyway : text.save}
        </Button>
      }
    >
      <Fields model={model} visit={visit} faults={faults} day={day.view.value} />
      {found.door.map((other) => (
        <p key={other.visit.visitId} class="small">
          {text.alsoThere(visitName(other), team.time(other.visit.from, other.visit.to, other.visit.window))}
        </p>
      ))}
      <div role="status">
        {found.clashes.map(({ other, type }) => (
          <p key={`${type} ${other.visit.visitId}`} class="notice-line">
            <Icon name="warning" /> <b>{text.clash(type, other, visitName(other))}</b>
          </p>
        ))}
      </div>
    </DraftForm>
  )
}

interface FieldsProps {
  readonly model: PartFormModel
  readonly visit: VisitToPlan
  readonly faults: readonly PlanFault[]
  readonly day: TeamView | undefined
}

function Fields({ day, faults, model, visit }: FieldsProps) {
  const typed = model.form.value?.typed ?? {}
  const type = (field: string) => (words: string) =>
    model.change((now) => ({ ...now, typed: { ...now.typed, [field]: words } }))
  const problemOf = (field: PlanFault['field']) => {
    const fault = faults.find((each) => each.field === field)
    return { id: `plan-${field}`, ...(fault !== undefined && { problem: text.fault(fault) }) }
  }
  const colleagues = (day?.rounds ?? []).filter(({ who }) => who !== null)
  return (
    <>
      <Field {...problemOf('date')} label={text.date} type="date" value={visit.date} onType={type('date')} />
      <div class="two-fields">
        <Field
          {...problemOf('from')}
          label={text.from}
          hint={text.timeHint}
          value={typed.from ?? ''}
          onType={type('from')}
        />
        <Field {...problemOf('to')} label={text.to} hint={text.untilHint} value={typed.to ?? ''} onType={type('to')} />
      </div>
      {visit.from === '' && (
        <Field label={text.window} hint={text.windowHint} value={typed.window ?? ''} onType={type('window')} />
      )}
      <fieldset class="block">
        <legend>{text.who}</legend>
        <div class="actions">
          {colleagues.map(({ memberId, visits, who }) => (
            <Button key={memberId} pressed={visit.memberId === memberId} onPress={() => type('memberId')(memberId)}>
              {text.colleague(who?.name ?? '', visits.length)}
            </Button>
          ))}
          <Button pressed={visit.memberId === ''} onPress={() => type('memberId')('')}>
            {text.nobody}
          </Button>
        </div>
      </fieldset>
      <Field
        {...problemOf('reason')}
        label={text.reason}
        hint={text.reasonHint}
        lines={2}
        value={model.form.value?.reason ?? ''}
        onType={(reason) => model.change((now) => ({ ...now, reason }))}
      />
    </>
  )
}

interface PlannedProps {
  readonly visit: VisitToPlan
  readonly visitId: string
  readonly person: DirectoryRow
  readonly day: TeamView | undefined
  readonly onAgain: () => void
}

function Planned({ day, onAgain, person, visit, visitId }: PlannedProps) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [isUndone, setUndone] = useState(false)
  const [problem, setProblem] = useState<ReturnType<typeof wordProblem> | null>(null)
  const { date, from, memberId, to, window } = visit
  const who = day?.rounds.find((round) => round.memberId === memberId)?.who?.name ?? ''
  const time = team.time(from || null, to || null, window || null)

  async function undo(): Promise<void> {
    const meant = { commandId: newCommandId(), at: readNow() }
    const outcome = await engine.run({ type: 'cancel-visit', date, visitId, reason: text.undoReason, ...meant })
    setUndone(outcome.ok)
    setProblem(outcome.ok ? null : wordProblem(outcome.problem, deviceWord))
  }

  return (
    <div class="stack">
      <JustSaved
        key={String(isUndone)}
        words={isUndone ? text.undone : text.done(formatPlainName(person.name), date, time, who)}
      >
        {!isUndone && <Button onPress={() => void undo()}>{text.undo}</Button>}
      </JustSaved>
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      {!isUndone && <p>{text.told}</p>}
      <div class="actions">
        <Button icon="plus" onPress={onAgain}>
          {text.another}
        </Button>
        <ButtonLink href={routeToPath({ name: 'team', date })}>{text.toDay}</ButtonLink>
        <ButtonLink href={routeToPath({ name: 'person', personId: person.personId })}>{text.toRecord}</ButtonLink>
      </div>
    </div>
  )
}
