/**
 * Write a visit: the note beside the observations, a draft on this device at all
 * times, then one page to check, then "finished", which says "saved" once the disk
 * has it. While it is open a new version of the app waits (form guard).
 */
import type { BannerRow, DirectoryRow } from '../../../domain/projections/rows.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { Banner } from '../../components/Banner.tsx'
import { ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useHold } from '../../components/use-hold.ts'
import { VisitCheck } from '../../components/VisitCheck.tsx'
import { VisitDone } from '../../components/VisitDone.tsx'
import { VisitWriting } from '../../components/VisitWriting.tsx'
import { useModel } from '../../models/use-model.ts'
import { createVisitModel, type VisitModel } from '../../models/visit-model.ts'
import { routeToPath } from '../../router.ts'
import { news2Text } from '../../text/en/news2.ts'
import { visitText } from '../../text/en/visit.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: visitText })
const { keptInRecord } = chooseText({ en: news2Text })

interface WriteVisitProps {
  readonly personId: string
  readonly visitId: string | null
}

export function WriteVisit({ personId, visitId }: WriteVisitProps) {
  const app = useApp()
  const model = useModel(
    () => createVisitModel(personId, visitId, { ...app, wordKept: keptInRecord }),
    [app, personId, visitId],
  )
  const person = model.person.value
  const form = model.form.value
  return (
    <>
      <Hold model={model} />
      <AboveBanner backTo={routeToPath({ name: 'person', personId })} backWords={text.backToPerson} />
      {person === undefined || form === undefined ? (
        <Loading words={text.opening} />
      ) : (
        <Visit model={model} banner={person.banner ?? bannerOf(person.person)} personId={personId} />
      )}
    </>
  )
}

/** By itself, so that a step turned draws nothing else anew. */
function Hold({ model }: { readonly model: VisitModel }) {
  useHold(model.step.value.type !== 'finished')
  return null
}

interface VisitProps {
  readonly model: VisitModel
  readonly banner: BannerRow | null
  readonly personId: string
}

function Visit({ model, banner, personId }: VisitProps) {
  if (banner === null) return <UnknownPerson personId={personId} />
  return (
    <>
      <Banner banner={banner} />
      <Step model={model} personId={personId} />
    </>
  )
}

/** The directory's facts until the record itself is here. */
function bannerOf(person: DirectoryRow | null): BannerRow | null {
  if (person === null) return null
  const { personId, name, born, gender, nhsNumber } = person
  return { personId, name, born, gender, nhsNumber, died: null }
}

function Step({ model, personId }: { readonly model: VisitModel; readonly personId: string }) {
  const person = model.person.value
  const form = model.form.value
  if (person === undefined || form === undefined) return null
  const step = model.step.value.type
  if (step === 'write') return <VisitWriting model={model} person={person} form={form} />
  // The last page lies behind the page to check: a tap turns the leaf, and nothing is made or thrown away while it waits.
  return (
    <>
      <div class="leaf" hidden={step !== 'check'}>
        <VisitCheck model={model} form={form} />
      </div>
      <div class="leaf" hidden={step === 'check'}>
        <VisitDone
          called={model.called.value}
          personId={personId}
          isShown={step !== 'check'}
          isSaved={step === 'finished'}
        />
      </div>
    </>
  )
}

function UnknownPerson({ personId }: { readonly personId: string }) {
  return (
    <>
      <ScreenTitle title={text.title} hidden />
      <EmptyState icon="people" title={text.unknownPerson}>
        <p>{text.unknownPersonHint}</p>
        <ButtonLink href={routeToPath({ name: 'person', personId })}>{text.backToPerson}</ButtonLink>
      </EmptyState>
    </>
  )
}
