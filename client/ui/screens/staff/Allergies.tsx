/**
 * A person's allergies: those recorded, a new one, and "none known", which only
 * somebody who has asked may say. What does not go together with her medicines
 * stands above, and changes as soon as the disk has what was written.
 */
import { useState } from 'preact/hooks'
import { dayOf } from '../../../domain/dates.ts'
import { calledName } from '../../../domain/names.ts'
import type { PersonView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { AlertStrip } from '../../components/AlertStrip.tsx'
import { AllergyForm } from '../../components/AllergyForm.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { KnownAllergies } from '../../components/KnownAllergies.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Problem } from '../../components/Problem.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { SafetyBanner } from '../../components/SafetyBanner.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { createPersonModel, staffThreadOf } from '../../models/person-model.ts'
import { useModel } from '../../models/use-model.ts'
import { useSaid } from '../../models/use-said.ts'
import { routeToPath } from '../../router.ts'
import { allergiesText } from '../../text/en/allergies.ts'
import * as enPerson from '../../text/en/person.ts'
import { type ProblemWords, wordProblem } from '../../text/en/problems.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: allergiesText })
const person = chooseText({ en: enPerson })

interface AllergiesProps {
  readonly personId: string
}

export function Allergies({ personId }: AllergiesProps) {
  const app = useApp()
  const model = useModel(() => createPersonModel(app, personId), [app.engine, personId])
  const view = model.view.value
  const banner = model.banner.value
  return (
    <>
      <AboveBanner backTo={routeToPath({ name: 'person', personId })} backWords={text.toPerson}>
        <ReadBy />
      </AboveBanner>
      {view === undefined ? (
        <Loading />
      ) : banner === undefined ? (
        <EmptyState icon="people" title={person.unknownPerson.title} />
      ) : (
        <>
          <Banner banner={banner} />
          <AlertStrip alerts={view.alerts} warnings={view.warnings} unchecked={view.unchecked} />
          <SafetyBanner
            warnings={(view.warnings ?? []).filter(({ allergy }) => allergy !== null)}
            personId={personId}
            staffThreadId={staffThreadOf(view)}
          />
          <div class="inside one-medicine">
            <Body view={view} personId={personId} called={calledName(banner.name)} />
          </div>
        </>
      )}
    </>
  )
}

interface BodyProps extends AllergiesProps {
  readonly view: PersonView
  readonly called: string
}

function Body({ called, personId, view }: BodyProps) {
  const [saved, say] = useSaid()
  const allergies = view.allergies ?? []
  const props = { personId, onSaved: (words: string) => say({ words }) }
  return (
    <>
      <ScreenTitle title={text.title} tabTitle={text.tabTitle} />
      {saved !== null && (
        <>
          <JustSaved key={saved.times} words={saved.words} />
          <div class="actions">
            <ButtonLink href={routeToPath({ name: 'person', personId })}>{text.backTo(called)}</ButtonLink>
          </div>
        </>
      )}
      <KnownAllergies allergies={allergies} {...props} />
      <section class="card stack" aria-labelledby="add-allergy">
        <h2 id="add-allergy">{text.add}</h2>
        <AllergyForm {...props} />
      </section>
      {view.complete && allergies.length === 0 && <NoneKnown {...props} />}
    </>
  )
}

/** Offered only when the whole record is here and nothing is recorded. */
function NoneKnown({ onSaved, personId }: AllergiesProps & { readonly onSaved: (words: string) => void }) {
  const { deviceWord, engine, newCommandId, readNow } = useApp()
  const [problem, setProblem] = useState<ProblemWords | null>(null)

  async function say(): Promise<void> {
    const at = readNow()
    const intent = { commandId: newCommandId(), at }
    const outcome = await engine.run({ type: 'record-no-known-allergies', ...intent, personId, on: dayOf(at) })
    if (outcome.ok) onSaved(text.noneSaved)
    else setProblem(wordProblem(outcome.problem, deviceWord))
  }

  return (
    <section class="card stack" aria-labelledby="none-known">
      <h2 id="none-known">{text.noneTitle}</h2>
      <p>{text.noneWords}</p>
      {problem !== null && <Problem title={problem.title} words={problem.whatToDo} />}
      <div class="actions">
        <Button icon="tick" onPress={() => void say()}>
          {text.none}
        </Button>
      </div>
    </section>
  )
}
