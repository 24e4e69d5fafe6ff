/**
 * What the team settles for itself: its name, number and hours, whom the public
 * asks about what, templates, numbers for staff alone, and who is on duty. One
 * thing is changed at a time; what is taken away can be put back.
 */
import { useState } from 'preact/hooks'
import type { SettingKind, SettingRow } from '../../../domain/projections/setting-rows.ts'
import type { CommandProblem } from '../../../engine-api/commands.ts'
import type { TeamSettingsView } from '../../../engine-api/team-views.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { JustSaved } from '../../components/JustSaved.tsx'
import { Loading } from '../../components/Loading.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { Refused } from '../../components/Refused.tsx'
import { SettingForm } from '../../components/SettingForm.tsx'
import { SideBySide } from '../../components/SideBySide.tsx'
import { Top } from '../../components/Top.tsx'
import { useDecisionKeys } from '../../components/use-decision-keys.ts'
import { agreedState } from '../../models/part-form.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { readByText } from '../../text/en/read-by.ts'
import { teamSettingsText } from '../../text/en/team-settings.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: teamSettingsText })
const readBy = chooseText({ en: readByText })

export function TeamSettings() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'team-settings', {}), [engine])
  const view = model.view.value
  useDecisionKeys()
  return (
    <>
      <Top title={text.title} readBy={<ReadBy words={readBy.settings} />} />
      <div class="inside stack reading">{view === undefined ? <Loading /> : <Body view={view} />}</div>
    </>
  )
}

function Body({ view }: { readonly view: TeamSettingsView }) {
  const [saves, setSaves] = useState(0)
  const props = { view, onSaved: () => setSaves((count) => count + 1) }
  const rowsOf = (named: TeamSettingsView['asks']) => named.map(({ row }) => row)
  return (
    <>
      {!view.complete && (
        <p class="strip" role="status">
          <Icon name="sync" />
          {text.incomplete}
        </p>
      )}
      {saves > 0 && <JustSaved key={saves} words={text.saved} />}
      <section class="stack" aria-label={text.ours}>
        <h2>{text.ours}</h2>
        <p class="hint">{text.oursHint}</p>
        <div class="card list">
          <ul class="parts">
            <Single kind="name" row={view.name} told={null} {...props} />
            <Single kind="phone" row={view.phone} told={view.told.phone} {...props} />
            <Single kind="hours" row={view.hours} told={view.told.hours} {...props} />
            <Single kind="lock" row={view.lock} told={null} {...props} />
          </ul>
        </div>
      </section>
      <List kind="duty" title={text.duties} hint={text.dutiesHint} rows={rowsOf(view.duties)} {...props} />
      <List kind="ask" title={text.asks} hint={text.asksHint} rows={rowsOf(view.asks)} {...props} />
      <List kind="template" title={text.templates} hint={text.templatesHint} rows={view.templates} {...props} />
      <List kind="number" title={text.numbers} hint={text.numbersHint} rows={view.numbers} {...props} />
      {view.off.length > 0 && (
        <details>
          <summary>
            <Icon name="more" />
            {text.off(view.off.length)}
          </summary>
          <ul class="parts">
            {view.off.map((row) => (
              <Row key={`${row.part.kind} ${row.part.id}`} row={row} {...props} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

type SingleKind = 'name' | 'phone' | 'hours' | 'lock'

interface Props {
  readonly view: TeamSettingsView
  readonly onSaved: () => void
}

interface SingleProps extends Props {
  readonly kind: SingleKind
  readonly row: SettingRow | null
  readonly told: string | null
}

function Single({ kind, row, told, ...props }: SingleProps) {
  const [isOpen, setOpen] = useState(false)
  if (row !== null) return <Row row={row} {...props} />
  const part = { kind, id: '' }
  return (
    <li class="part">
      <div>
        <p class="quiet">{text.single(kind)}</p>
        <p>{kind === 'lock' ? text.usualLock : told === null ? text.notRecorded : text.told(told)}</p>
      </div>
      {isOpen ? (
        <SettingForm
          part={part}
          base={{}}
          staff={props.view.staff}
          onClose={() => setOpen(false)}
          onSaved={props.onSaved}
        />
      ) : (
        <div class="actions">
          <Button icon="pen" about={text.single(kind)} onPress={() => setOpen(true)}>
            {text.change}
          </Button>
        </div>
      )}
    </li>
  )
}

interface ListProps extends Props {
  readonly kind: Exclude<SettingKind, SingleKind | 'round'>
  readonly title: string
  readonly hint: string
  readonly rows: readonly SettingRow[]
}

function List({ hint, kind, rows, title, ...props }: ListProps) {
  const [isAdding, setAdding] = useState(false)
  const { onSaved, view } = props
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      <p class="hint">{hint}</p>
      <div class="card list">
        {rows.length === 0 && view.complete && <p class="waiting-words">{text.none[kind]}</p>}
        <ul class="parts">
          {rows.map((row) => (
            <Row key={row.part.id} row={row} {...props} />
          ))}
        </ul>
      </div>
      {isAdding ? (
        <SettingForm
          part={{ kind, id: '' }}
          base={kind === 'template' ? { use: 'message' } : {}}
          staff={view.staff}
          onClose={() => setAdding(false)}
          onSaved={() => {
            setAdding(false)
            onSaved()
          }}
        />
      ) : (
        <div class="actions">
          <Button icon="plus" onPress={() => setAdding(true)}>
            {text.add[kind]}
          </Button>
        </div>
      )}
    </section>
  )
}

interface RowProps extends Props {
  readonly row: SettingRow
}

function Row({ onSaved, row, view }: RowProps) {
  const { clock, engine, newCommandId, readNow } = useApp()
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<CommandProblem | null>(null)
  const { conflict, isOff, part, state } = row
  const nameOf = (memberIds: string) =>
    (row.apart?.memberId ?? [memberIds])
      .map((memberId) => view.staff.find((one) => one.memberId === memberId)?.name ?? text.unknownColleague)
      .join(', ')
  const words = text.words(part, state, nameOf)
  const meant = () => ({ part, reason: '', commandId: newCommandId(), at: readNow() })

  async function switchTo(off: boolean): Promise<void> {
    const outcome = await engine.run({ type: 'switch-setting', off, ...meant() })
    setProblem(outcome.ok ? null : outcome.problem)
    if (outcome.ok) onSaved()
  }

  if (conflict !== undefined) {
    const sides = conflict.map(({ key }) => key)
    const label = text.single(part.kind) || state.title || state.label || ''
    return (
      <li>
        <SideBySide
          id={`apart-${part.kind}-${part.id}`}
          label={label}
          sides={conflict}
          wordsOf={(after) => text.words(part, after, nameOf)}
          onKeep={async (side, reason) => {
            const choice = { type: 'keep', side: side.key } as const
            const outcome = await engine.run({ type: 'resolve-setting', ...meant(), sides, choice, reason })
            return outcome.ok ? null : outcome.problem
          }}
          onDecided={onSaved}
          form={(onClose) => (
            <SettingForm
              part={part}
              base={agreedState(conflict)}
              sides={sides}
              staff={view.staff}
              onClose={onClose}
              onSaved={onSaved}
            />
          )}
        />
      </li>
    )
  }
  const isList = part.id !== ''
  return (
    <li class="part">
      <div>
        {!isList && <p class="quiet">{text.single(part.kind)}</p>}
        <p>
          <b>{part.kind === 'template' ? state.title : words}</b>
        </p>
        {part.kind === 'template' && (
          <>
            <p class="template-words">{state.text}</p>
            <p class="small quiet">{text.use[state.use ?? ''] ?? ''}</p>
          </>
        )}
        {row.last !== null && <p class="small quiet">{text.last(row, clock.value)}</p>}
        <Refused problem={problem} />
      </div>
      {isOff ? (
        <div class="actions">
          <Button about={words} onPress={() => void switchTo(false)}>
            {text.putBack}
          </Button>
        </div>
      ) : isOpen ? (
        <SettingForm
          part={part}
          base={state}
          staff={view.staff}
          onClose={() => setOpen(false)}
          onSaved={() => {
            setOpen(false)
            onSaved()
          }}
        />
      ) : (
        <div class="actions">
          <Button icon="pen" about={words} onPress={() => setOpen(true)}>
            {text.change}
          </Button>
          {isList && (
            <Button about={words} onPress={() => void switchTo(true)}>
              {text.takeAway}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
