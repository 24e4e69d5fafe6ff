/**
 * Adding a person: who they are, how to reach them, who looks after them. Whoever
 * might be them already is shown while it is typed. Works without signal; the
 * typing is a draft on this device until the disk has the person.
 */
import { useState } from 'preact/hooks'
import { dayOf } from '../../../domain/dates.ts'
import { formatPlainName } from '../../../domain/names.ts'
import type { TeamDevicesView } from '../../../engine-api/team-acts.ts'
import { useApp } from '../../app-context.ts'
import { AlikePeople } from '../../components/AlikePeople.tsx'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { DraftForm } from '../../components/DraftForm.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { Loading } from '../../components/Loading.tsx'
import { NewPersonFields } from '../../components/NewPersonFields.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Top } from '../../components/Top.tsx'
import { useAsked } from '../../components/use-asked.ts'
import { isReadyForPeople } from '../../models/first-steps.ts'
import { findNewPersonFaults, newPersonCommand, newPersonDraft, whoToLookFor } from '../../models/new-person-form.ts'
import { isUntouchedPart } from '../../models/part-form.ts'
import { createPartFormModel } from '../../models/part-form-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { addPersonText } from '../../text/en/add-person.ts'
import { readByText } from '../../text/en/read-by.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: addPersonText })
const readBy = chooseText({ en: readByText })

export function AddPerson() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'team-devices', {}), [engine])
  const team = model.view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy words={readBy.clinical} />} />
      <div class="inside stack reading">{team === undefined ? <Loading /> : <Body team={team} />}</div>
    </>
  )
}

function Body({ team }: { readonly team: TeamDevicesView }) {
  if (team.may === 'look') return <EmptyState icon="people" title={text.notYours} />
  const isReady = isReadyForPeople(team)
  if (isReady) return <NewPerson team={team} />
  return (
    <div class="card">
      <EmptyState icon="people" title={text.notReady}>
        <p>{text.notReadyWhy}</p>
        <ButtonLink kind="main" href={routeToPath({ name: 'team-devices' })}>
          {text.toTeam}
        </ButtonLink>
      </EmptyState>
    </div>
  )
}

interface Added {
  readonly personId: string
  readonly name: string
}

function NewPerson({ team }: { readonly team: TeamDevicesView }) {
  const app = useApp()
  const { clock, engine } = app
  const model = useModel(() => createPartFormModel(newPersonDraft, app), [engine])
  const asked = useAsked()
  const [added, setAdded] = useState<Added | null>(null)
  const form = model.form.value
  const who = form === undefined ? null : whoToLookFor(form)
  const looked = useModel(
    () => watchQuery(engine, 'alike', who ?? { name: { family: '', given: '' }, born: '', nhsNumber: '' }),
    [engine, JSON.stringify(who)],
  )
  if (added !== null) return <Done added={added} onAgain={() => setAdded(null)} />
  if (form === undefined) return <Loading />
  const alike = who === null ? [] : (looked.view.value?.people ?? [])
  const today = dayOf(clock.value)
  const faults = asked.times > 0 ? findNewPersonFaults(form, alike, today) : []

  async function save(): Promise<void> {
    const now = model.form.peek()
    if (now === undefined) return
    const isReady = findNewPersonFaults(now, alike, today).length === 0
    asked.note(isReady)
    if (!isReady) return
    let made = newPersonCommand(now, { commandId: '', at: clock.value })
    const isSaved = await model.save((typed, intent) => {
      made = newPersonCommand(typed, intent)
      return made
    })
    if (isSaved) setAdded({ personId: made.commandId, name: formatPlainName(made.person.name) })
  }

  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedPart}
      look="card"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={faults.map((fault) => ({ fieldId: `new-person-${fault.field}`, words: text.fault(fault) }))}
      onSave={() => void save()}
      title={<p>{text.intro}</p>}
      actions={
        <Button kind="main" type="submit">
          {text.save}
        </Button>
      }
    >
      <NewPersonFields
        form={form}
        faults={faults}
        team={team}
        type={(field, words) => model.change((now) => ({ ...now, typed: { ...now.typed, [field]: words } }))}
        alike={<AlikePeople form={form} people={alike} model={model} />}
      />
    </DraftForm>
  )
}

function Done({ added, onAgain }: { readonly added: Added; readonly onAgain: () => void }) {
  return (
    <div class="stack">
      <JustSaved words={text.done(added.name)} />
      <p>{text.doneHint}</p>
      <div class="actions">
        <ButtonLink kind="main" href={routeToPath({ name: 'person', personId: added.personId })}>
          {text.toRecord}
        </ButtonLink>
        <Button icon="plus" onPress={onAgain}>
          {text.another}
        </Button>
      </div>
    </div>
  )
}
