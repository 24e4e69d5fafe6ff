/**
 * What was decided about one person, by whom and why; and writing a decision
 * down. It is read a part at a time, as the story is. Rules DL334 to DL336.
 */
import { effect, signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { DecidedView } from '../../../engine-api/decided-views.ts'
import type { EngineApi } from '../../../engine-api/engine-api.ts'
import { useApp } from '../../app-context.ts'
import { AboveBanner } from '../../components/AboveBanner.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button, ButtonLink } from '../../components/Button.tsx'
import { DecidedList } from '../../components/DecidedList.tsx'
import { DecisionForm } from '../../components/DecisionForm.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { createDecisionFormModel } from '../../models/decision-form-model.ts'
import { bannerOf } from '../../models/person-model.ts'
import { useModel } from '../../models/use-model.ts'
import { routeToPath } from '../../router.ts'
import { decidedText } from '../../text/en/decided.ts'
import * as enPerson from '../../text/en/person.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: decidedText })
const person = chooseText({ en: enPerson })

/** As much as anybody reads at once. */
const step = 30

interface DecidedProps {
  readonly personId: string
}

export function Decided({ personId }: DecidedProps) {
  const { engine } = useApp()
  const model = useModel(() => createDecidedModel(engine, personId), [engine, personId])
  const view = model.view.value
  const banner = view === undefined ? undefined : bannerOf(view)
  return (
    <>
      <AboveBanner backTo={routeToPath({ name: 'person', personId })} backWords={text.toPerson}>
        <ReadBy />
      </AboveBanner>
      {view === undefined ? (
        <div class="inside stack reading">
          <ScreenTitle title={text.title} tabTitle={text.tabTitle} />
          <Loading />
        </div>
      ) : banner === undefined ? (
        <EmptyState icon="people" title={person.unknownPerson.title} />
      ) : (
        <>
          <Banner banner={banner} />
          <div class="inside stack reading">
            <ScreenTitle title={text.title} tabTitle={text.tabTitle} />
            {view.isOutside ? (
              <EmptyState icon="lock" title={text.outside}>
                <ButtonLink href={routeToPath({ name: 'person', personId })}>{text.outsideNext}</ButtonLink>
              </EmptyState>
            ) : (
              <Body personId={personId} view={view} showOlder={view.older ? model.showOlder : null} />
            )}
          </div>
        </>
      )}
    </>
  )
}

function createDecidedModel(engine: Pick<EngineApi, 'watch'>, personId: string) {
  const limit = signal(step)
  const view = signal<DecidedView | undefined>(undefined)
  const dispose = effect(() =>
    engine.watch('decided', { personId, limit: limit.value }, (next) => {
      view.value = next
    }),
  )
  return { view, dispose, showOlder: () => (limit.value += step) }
}

interface BodyProps extends DecidedProps {
  readonly view: DecidedView
  readonly showOlder: (() => void) | null
}

function Body({ personId, showOlder, view: { complete, items } }: BodyProps) {
  const app = useApp()
  const model = useModel(() => createDecisionFormModel(personId, app), [app.engine, personId])
  const [isOpen, setOpen] = useState(false)
  const [saved, setSaved] = useState(0)
  const form = model.form.value
  // What was begun and not saved waits open.
  const isShown = form !== undefined && (isOpen || model.resumedFrom.value !== null)
  const replaced = items.find(({ id }) => id === form?.instead)?.said

  function begin(instead: string | null): void {
    setOpen(true)
    setSaved(0)
    model.change((now) => ({ ...now, instead }))
  }

  function close(): void {
    setOpen(false)
    model.startAgain()
  }

  return (
    <>
      <p>{text.hint}</p>
      {!complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          {text.incomplete}
        </p>
      )}
      {saved > 0 && <JustSaved key={saved} words={text.saved} />}
      {isShown ? (
        <DecisionForm
          personId={personId}
          model={model}
          form={form}
          insteadOf={replaced?.type === 'decision' ? replaced.what : undefined}
          onSaved={() => {
            setOpen(false)
            setSaved((count) => count + 1)
          }}
          onCancel={close}
        />
      ) : (
        <div class="actions">
          <Button kind="main" icon="pen" onPress={() => begin(null)}>
            {text.write}
          </Button>
        </div>
      )}
      {items.length === 0 ? (
        complete && (
          <EmptyState icon="tick" title={text.none}>
            <p>{text.noneNext}</p>
          </EmptyState>
        )
      ) : (
        <>
          <DecidedList items={items} onAnew={begin} />
          <p class="small quiet">{text.from}</p>
        </>
      )}
      {showOlder !== null && (
        <div class="actions">
          <Button onPress={showOlder}>{text.older}</Button>
        </div>
      )}
    </>
  )
}
