/**
 * Information governance's one screen: who was let into which record, who opened
 * one outside rounds and why, and what the relay handed to whom, with a plain
 * word on whether its log can be believed, and what cannot be seen here.
 */
import { useState } from 'preact/hooks'
import { dayOf } from '../../../domain/dates.ts'
import type { AuditLogOutcome, AuditView } from '../../../engine-api/audit.ts'
import { useApp } from '../../app-context.ts'
import { AuditFilters } from '../../components/AuditFilters.tsx'
import { AuditList } from '../../components/AuditList.tsx'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { OfflineStrip } from '../../components/OfflineStrip.tsx'
import { Top } from '../../components/Top.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { type AuditModel, createAuditModel } from '../../models/audit-model.ts'
import { auditCopy, auditSections, logInWords } from '../../models/audit-report.ts'
import { useModel } from '../../models/use-model.ts'
import { useShell } from '../../shell-context.ts'
import * as en from '../../text/en/audit.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const { auditText: words } = text

export function Audit() {
  const { engine } = useApp()
  const model = useModel(() => createAuditModel(engine), [engine])
  const view = model.view.value
  return (
    <>
      <Top title={words.title}>{words.titleLine}</Top>
      <div class="inside stack reading">
        <OfflineStrip />
        <Check model={model} />
        {view === undefined ? <Loading /> : <Lists model={model} view={view} />}
        <section class="card stack" aria-labelledby="audit-what">
          <h2 id="audit-what">{words.whatTitle}</h2>
          {words.what.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </section>
      </div>
    </>
  )
}

function Check({ model }: { readonly model: AuditModel }) {
  const { clock } = useApp()
  const outcome = model.outcome.value
  const said = logInWords(outcome, clock.value)
  const isAlarm = outcome?.type === 'read' && outcome.log.agreement.type === 'differs'
  return (
    <section class={isAlarm ? 'card stack audit-alarm' : 'card stack'} aria-labelledby="audit-check">
      <h2 id="audit-check">{words.checkTitle}</h2>
      <div class="audit-said" role={isAlarm ? 'alert' : 'status'}>
        <Icon name={iconOf(outcome)} />
        <p>
          <b>
            <WholeFigures>{said.title}</WholeFigures>
          </b>{' '}
          <WholeFigures>{said.words}</WholeFigures>
        </p>
      </div>
      {outcome?.type === 'read' && outcome.log.since !== null && (
        <p class="small quiet tabular">
          <WholeFigures>{`${text.sinceWhen(outcome.log.since)} ${words.asOf(outcome.log.readAt, clock.value)}`}</WholeFigures>
        </p>
      )}
      <div>
        <Button icon="sync" unavailable={outcome === undefined} onPress={() => void model.read()}>
          {words.readAgain}
        </Button>
      </div>
    </section>
  )
}

function iconOf(outcome: AuditLogOutcome | undefined) {
  if (outcome === undefined) return 'clock'
  if (outcome.type === 'failed') return outcome.problem === 'no-signal' ? 'no-signal' : 'warning'
  const { agreement } = outcome.log
  return agreement.type === 'agrees' && !agreement.late ? 'tick' : agreement.type === 'differs' ? 'alert' : 'warning'
}

function Lists({ model, view }: { readonly model: AuditModel; readonly view: AuditView }) {
  const { clock, page, readNow } = useApp()
  const { me } = useShell()
  const [isSaved, setSaved] = useState(false)
  const parts = { view, outcome: model.outcome.value, filter: model.filter.value }

  function save(): void {
    const now = readNow()
    const copy = auditCopy({ ...parts, now, spaceName: me.spaceName, by: me.signature.name })
    page.saveFile(words.copyName(dayOf(now)), 'text/html', copy)
    setSaved(true)
  }

  return (
    <>
      <AuditFilters view={view} filter={parts.filter} onChange={model.narrow} />
      {!view.complete && view.openings.length > 0 && <p class="strip">{words.onItsWay}</p>}
      {auditSections({ ...parts, now: clock.value }).map((section) => (
        <AuditList key={section.name} section={section} />
      ))}
      <section class="stack" aria-label={words.save}>
        <p class="quiet">{words.saveHint}</p>
        <div>
          <Button kind="main" icon="copy" onPress={save}>
            {words.save}
          </Button>
        </div>
        <p role="status">{isSaved && words.saved}</p>
      </section>
    </>
  )
}
