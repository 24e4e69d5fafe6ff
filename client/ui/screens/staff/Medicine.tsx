/**
 * One medicine of one person: change it or stop it with a reason, decide between
 * changes made apart, or (without an id) add one. The allergies stand above, and
 * what is typed is a draft on this device at all times.
 */
import { calledName } from '../../../domain/names.ts'
import type { PersonView } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { AddMedicine } from '../../components/AddMedicine.tsx'
import { AlertStrip } from '../../components/AlertStrip.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { Loading } from '../../components/Loading.tsx'
import { OneMedicine } from '../../components/OneMedicine.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { SafetyBanner } from '../../components/SafetyBanner.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useDecided } from '../../components/use-decided.ts'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { warningsOfMedicine } from '../../models/medicine-warnings.ts'
import { createPersonModel, staffThreadOf } from '../../models/person-model.ts'
import { useModel } from '../../models/use-model.ts'
import { routeToPath } from '../../router.ts'
import { medicineFormText } from '../../text/en/medicine-form.ts'
import * as enPerson from '../../text/en/person.ts'
import { readByText } from '../../text/en/read-by.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: medicineFormText })
const person = chooseText({ en: enPerson })
const readBy = chooseText({ en: readByText })

interface MedicineProps {
  readonly personId: string
  /** Null: a medicine that is not in the list yet. */
  readonly medicineId: string | null
}

export function Medicine({ medicineId, personId }: MedicineProps) {
  const app = useApp()
  const model = useModel(() => createPersonModel(app, personId), [app.engine, personId])
  const view = model.view.value
  const banner = model.banner.value
  return (
    <>
      <AboveBanner backTo={routeToPath({ name: 'person', personId })} backWords={text.toPerson}>
        {view !== undefined && view.updatedAt !== null && (
          <span class="quiet tabular">
            <WholeFigures>{person.lastUpdated(view.updatedAt, app.clock.value)}</WholeFigures>
          </span>
        )}
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
            warnings={medicineId === null ? [] : warningsOfMedicine(view.warnings, medicineId)}
            personId={personId}
            staffThreadId={staffThreadOf(view)}
            isBrief
          />
          <div class="inside one-medicine">
            <Body view={view} medicineId={medicineId} personId={personId} called={calledName(banner.name)} />
          </div>
        </>
      )}
    </>
  )
}

interface BodyProps extends MedicineProps {
  readonly view: PersonView
  readonly called: string
}

function Body({ called, medicineId, personId, view }: BodyProps) {
  const medicine = view.medicines.find((row) => row.medicineId === medicineId)
  const [saved, setSaved] = useDecided(medicine)
  const title = medicineId === null ? text.addTitle : (medicine?.name ?? text.tabTitle)
  const back = <ButtonLink href={routeToPath({ name: 'person', personId })}>{text.backTo(called)}</ButtonLink>
  return (
    <>
      <ScreenTitle title={title} tabTitle={text.tabTitle} />
      <ReadBy words={readBy.medicine(called)} isShared />
      {saved !== null && (
        <>
          <JustSaved words={saved} />
          <div class="actions">
            {back}
            {medicine?.status === 'current' && <Button onPress={() => setSaved(null)}>{text.changeAgain}</Button>}
          </div>
        </>
      )}
      {saved === null && medicineId === null && <AddMedicine personId={personId} onSaved={setSaved} />}
      {saved === null && medicineId !== null && medicine === undefined && (
        <EmptyState icon="pill" title={text.unknown}>
          <p>{text.unknownWords}</p>
          {back}
        </EmptyState>
      )}
      {saved === null && medicine !== undefined && <OneMedicine medicine={medicine} view={view} onSaved={setSaved} />}
    </>
  )
}
