/** A person's care plan: to read first; one section at a time to write, while colleagues may write the same. */

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Instant } from '../../../../shared/lib/ids.ts'
import { calledName } from '../../../domain/names.ts'
import type { CarePlanView } from '../../../engine-api/plan-views.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { AccordingTo } from '../../components/AccordingTo.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Field } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { OfflineStrip } from '../../components/OfflineStrip.tsx'
import { PlanSection } from '../../components/PlanSection.tsx'
import { PlanWriting } from '../../components/PlanWriting.tsx'
import { Problem } from '../../components/Problem.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { useHold } from '../../components/use-hold.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import * as enPerson from '../../text/en/person.ts'
import { planText } from '../../text/en/plan.ts'
import { type ProblemWords, wordProblem } from '../../text/en/problems.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: planText })
const person = chooseText({ en: enPerson })

export function CarePlan({ personId }: { readonly personId: string }) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'care-plan', { personId }), [engine, personId])
  const view = model.view.value
  return (
    <>
      <AboveBanner backTo={`/person/${personId}`} backWords={text.back}>
        <ReadBy />
      </AboveBanner>
      {view === undefined ? (
        <Loading />
      ) : view.banner === null ? (
        <div class="inside">
          <div class="card">
            <EmptyState icon="people" title={text.unknown}>
              <ButtonLink href="/people">{person.unknownPerson.action}</ButtonLink>
            </EmptyState>
          </div>
        </div>
      ) : (
        <>
          <Banner banner={view.banner} tabTitle={text.title} />
          <Plan view={view} personId={personId} />
        </>
      )}
    </>
  )
}

interface PlanProps {
  readonly view: CarePlanView
  readonly personId: string
}

interface Saved {
  readonly sectionId: string
  readonly at: Instant
}

function Plan({ personId, view }: PlanProps) {
  const { readNow } = useApp()
  const [editing, setEditing] = useState<string | null>(null)
  const [saved, setSaved] = useState<Saved | null>(null)
  const left = useRef<string | null>(null)
  // The form is gone: the keyboard goes on where its section is.
  useEffect(() => {
    if (editing === null && left.current !== null) document.getElementById(`plan-${left.current}`)?.focus()
    left.current = editing
  }, [editing])
  const edit = (sectionId: string) => {
    setSaved(null)
    setEditing(sectionId)
  }
  return (
    <div class="inside record">
      <OfflineStrip />
      {!view.complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          <span>
            <b>{person.arriving.title}.</b> {person.arriving.words}
          </span>
        </p>
      )}
      <AccordingTo names={view.accordingTo} />
      {view.isEmpty && view.complete && editing === null && (
        <div class="card reading">
          <EmptyState icon="note" title={text.none(view.banner === null ? '' : calledName(view.banner.name))}>
            <Button kind="main" icon="pen" onPress={() => edit('matters')}>
              {text.start}
            </Button>
          </EmptyState>
        </div>
      )}
      {view.sections.map((section) => (
        <section
          key={section.sectionId}
          class="card plan-section reading"
          aria-labelledby={`plan-${section.sectionId}`}
        >
          {editing === section.sectionId ? (
            <PlanWriting
              personId={personId}
              section={section}
              onClose={() => setEditing(null)}
              onSaved={() => {
                setSaved({ sectionId: section.sectionId, at: readNow() })
                setEditing(null)
              }}
            />
          ) : (
            <PlanSection
              personId={personId}
              section={section}
              savedAt={saved?.sectionId === section.sectionId ? saved.at : null}
              onEdit={() => edit(section.sectionId)}
            />
          )}
        </section>
      ))}
      <NewSection personId={personId} onAdded={edit} />
    </div>
  )
}

function NewSection({ onAdded, personId }: { readonly personId: string; readonly onAdded: (id: string) => void }) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [title, setTitle] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  useHold(title !== null && title.trim() !== '')
  if (title === null)
    return (
      <div class="actions">
        <Button icon="plus" onPress={() => setTitle('')}>
          {text.add}
        </Button>
      </div>
    )

  async function add(): Promise<void> {
    const commandId = newCommandId()
    const at = readNow()
    const outcome = await engine.run({
      type: 'name-plan-section',
      commandId,
      at,
      personId,
      sectionId: null,
      title: title ?? '',
    })
    setProblem(outcome.ok ? null : wordProblem(outcome.problem, deviceWord))
    if (!outcome.ok) return
    setTitle(null)
    onAdded(commandId)
  }

  return (
    <form
      autocomplete="off"
      class="card plan-section reading"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field label={text.addName} value={title} onType={setTitle} />
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions">
        <Button kind="main" type="submit">
          {text.addAction}
        </Button>
      </div>
    </form>
  )
}
