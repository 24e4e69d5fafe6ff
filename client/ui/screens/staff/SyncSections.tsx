/** The sections of the sync panel. */
import type { ComponentChildren } from 'preact'
import type { ColleagueRow, ParkedItem, SyncView, WaitingItem } from '../../../engine-api/sync-views.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { Face } from '../../components/Face.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { StateChip } from '../../components/StateChip.tsx'
import { useTimes } from '../../shell-context.ts'
import type { Telling } from '../../text/en/sync.ts'
import * as en from '../../text/en/sync.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })

export function useTelling(): Telling {
  return { now: useApp().clock.value, times: useTimes() }
}

const iconByKind: Readonly<Record<WaitingItem['kind'], IconName>> = {
  note: 'note',
  observations: 'pulse',
  message: 'message',
  visit: 'door',
  'next-step': 'calendar',
  administration: 'pill',
  receipt: 'two-ticks',
  person: 'people',
  allergy: 'warning',
  medicines: 'pill',
  'shared-list': 'pill',
  'warning-answer': 'warning',
  decision: 'tick',
  'care-plan': 'note',
  tasks: 'tick',
  'circle-tasks': 'tick',
  diary: 'calendar',
  'team-settings': 'people',
  thread: 'message',
  team: 'people',
  view: 'eye',
  contact: 'message',
  sharing: 'eye',
  'left-out': 'lock',
  photo: 'camera',
  other: 'pen',
}

/** One honest sentence, full width: what is true of this device now. */
export function SyncSentence({ view }: { readonly view: SyncView }) {
  const { deviceWord } = useApp()
  const telling = useTelling()
  const { pill, waiting, needsYou, oldCopy, offlineSince, lastContactAt } = view
  if (pill.type === 'no-signal')
    return (
      <Sentence icon={deviceWord} title={text.state.offline(offlineSince, telling)}>
        {text.state.offlineWords(text.waitingOf(waiting).written, deviceWord)}
      </Sentence>
    )
  if (waiting.length > 0)
    return (
      <Sentence icon="sync" title={text.state.sending(text.waitingOf(waiting))}>
        {text.state.sendingWords(deviceWord)}
      </Sentence>
    )
  // What was not sent says so itself, below.
  if (needsYou.length > 0 || oldCopy !== null) return null
  return (
    <Sentence icon="tick" title={text.state.settled} still>
      {text.state.settledWords(lastContactAt, telling)}
    </Sentence>
  )
}

interface SentenceProps {
  /** A device word, or any icon. */
  readonly icon: IconName
  readonly title: string
  readonly still?: boolean
  readonly children: string
}

function Sentence({ icon, title, still = false, children }: SentenceProps) {
  return (
    <section class={still ? 'honest still' : 'honest'}>
      <Icon name={icon === 'phone' ? 'mobile' : icon} />
      <p>
        <b>{title}</b>
        {children}
      </p>
    </section>
  )
}

/** The alarm says the same of it, and more. */
function isToldAsAlarm({ refill, rollbacks }: SyncView): boolean {
  if (refill?.type !== 'refilled') return rollbacks.some(({ overAt }) => overAt === null)
  return rollbacks.some(({ at, overAt }) => at <= refill.at && (overAt === null || refill.at <= overAt))
}

/** Of a relay that was put back to an older copy: said while it is filled again, and for a day after. */
export function RefillCard({ view }: { readonly view: SyncView }) {
  const { refill } = view
  const { deviceWord } = useApp()
  const telling = useTelling()
  if (refill === null || isToldAsAlarm(view)) return null
  return (
    <section class="card stack" aria-labelledby="refill-title">
      <h2 id="refill-title">{text.refill.title(refill)}</h2>
      <p>{text.refill.words(refill, telling, deviceWord)}</p>
    </section>
  )
}

/** What the device writes by itself, and more of it than anybody looks through, is folded away (SY780). */
const fewByItself = 3

export function Waiting({ items }: { readonly items: readonly WaitingItem[] }) {
  const { deviceWord } = useApp()
  if (items.length === 0) return null
  const byItself = items.filter(isWrittenByItself)
  const written = items.filter((item) => !isWrittenByItself(item))
  return (
    <section class="card list" aria-labelledby="waiting-title">
      <h2 class="card-title" id="waiting-title">
        {text.waiting.title(text.waitingOf(items))}
      </h2>
      <WaitingItems items={written} />
      {byItself.length > fewByItself ? (
        <details class="stopped">
          <summary>
            <Icon name="more" />
            {text.waiting.byItself(byItself.length, deviceWord)}
          </summary>
          <WaitingItems items={byItself} />
        </details>
      ) : (
        <WaitingItems items={byItself} />
      )}
    </section>
  )
}

function isWrittenByItself({ kind }: WaitingItem): boolean {
  return kind === 'receipt' || kind === 'view'
}

function WaitingItems({ items }: { readonly items: readonly WaitingItem[] }) {
  const { clock, deviceWord } = useApp()
  if (items.length === 0) return null
  return (
    <ul>
      {items.map((item) => (
        <Item key={item.id} item={item} why={text.item.why(item, clock.value)}>
          {item.reason === 'sending' ? (
            <StateChip kind="device" icon="sync">
              {text.sendingNow}
            </StateChip>
          ) : (
            <StateChip kind="device" icon="clock">
              {text.savedHere(deviceWord)}
            </StateChip>
          )}
        </Item>
      ))}
    </ul>
  )
}

export function NeedsYou({ items }: { readonly items: readonly WaitingItem[] }) {
  const { engine } = useApp()
  const telling = useTelling()
  if (items.length === 0) return null
  return (
    <section class="card list needs-you" aria-labelledby="needs-you-title">
      <h2 class="card-title" id="needs-you-title">
        {text.needsYou.title(items.length)}
      </h2>
      <ul>
        {items.map((item) => (
          <Item key={item.id} item={item} why={text.item.written(item, telling)}>
            <StateChip kind="fail" icon="alert">
              {text.needsYou.state}
            </StateChip>
            {!waitsForThisDevice(item) && (
              <Button icon="sync" about={text.item.named(item)} onPress={() => void engine.syncNow()}>
                {text.needsYou.action}
              </Button>
            )}
          </Item>
        ))}
      </ul>
    </section>
  )
}

/** Asking again would be answered alike: what puts the device right stands above, in a card of its own. */
function waitsForThisDevice({ problem }: WaitingItem): boolean {
  return problem === 'fork' || problem === 'previous-mismatch'
}

interface ItemProps {
  readonly item: WaitingItem
  readonly why: string
  readonly children: ComponentChildren
}

function Item({ item, why, children }: ItemProps) {
  return (
    <li class="visit-row waiting-row">
      <Icon name={iconByKind[item.kind]} />
      <span>
        {item.initials !== '' && (
          <>
            <b>{item.initials}</b> –{' '}
          </>
        )}
        {text.item.what(item)}
        <span class="reason tabular">{why}</span>
      </span>
      <span class="end">{children}</span>
    </li>
  )
}

export function Parked({ items }: { readonly items: readonly ParkedItem[] }) {
  const isEscrow = ({ reason }: ParkedItem) => reason === 'false-escrow'
  const isEarly = ({ reason }: ParkedItem) => reason === 'waits-for-earlier'
  const entries = items.filter((item) => !isEscrow(item) && !isEarly(item))
  const early = items.filter(isEarly)
  return (
    <>
      <Noticed id="parked-title" words={text.parked} title={text.parked.title(entries.length)} items={entries} />
      <Noticed id="early-title" words={text.early} title={text.early.title(early.length)} items={early} />
      <Noticed id="escrow-title" words={text.escrow} title={text.escrow.title} items={items.filter(isEscrow)} />
    </>
  )
}

interface NoticedProps {
  readonly id: string
  readonly title: string
  readonly words: Pick<typeof text.parked, 'words' | 'item'>
  readonly items: readonly ParkedItem[]
}

function Noticed({ id, items, title, words }: NoticedProps) {
  const telling = useTelling()
  if (items.length === 0) return null
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{words.words}</p>
      <ul class="tabular">
        {items.map((item) => (
          <li key={item.id}>{words.item(item.at, telling)}</li>
        ))}
      </ul>
    </section>
  )
}

export function Ready({ view }: { readonly view: SyncView }) {
  const telling = useTelling()
  const { ready, lastContactAt, offlineSince } = view
  return (
    <section class="card stack" aria-labelledby="ready-title">
      <h2 id="ready-title">{text.ready.title}</h2>
      <p>
        <b>{text.ready.count(ready.have, ready.of, ready.at, offlineSince !== null)}</b>
        {ready.of > 0 && <>. {text.ready.fetched(ready.at, telling)}</>}
      </p>
      <p class="quiet">{text.ready.contact(lastContactAt, telling)}</p>
    </section>
  )
}

export function Colleagues({ rows }: { readonly rows: readonly ColleagueRow[] }) {
  const telling = useTelling()
  return (
    <section class="card stack" aria-labelledby="colleagues-title">
      <h2 id="colleagues-title">{text.colleagues.title}</h2>
      {rows.length === 0 && <p class="quiet">{text.colleagues.none}</p>}
      <ul class="faces">
        {rows.map(({ signature, devices }) => (
          <li key={signature.memberId}>
            <Face face={signature.face} name={signature.name} size="small" />
            <span>
              <b>{signature.name}</b>
              {text.colleagues.lastSeen(devices, telling).map((line) => (
                <span key={line} class="device-line quiet tabular">
                  {line}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const nearlyFull = 0.9

export function ThisDevice({ view }: { readonly view: SyncView }) {
  const { deviceWord } = useApp()
  const { usedBytes, quotaBytes, promised } = view.storage
  return (
    <section class="card stack" aria-labelledby="device-title">
      <h2 id="device-title">{text.device.title(deviceWord)}</h2>
      <p>{text.device.used(usedBytes, quotaBytes)}</p>
      {quotaBytes !== null && (
        <progress class="bar" max={quotaBytes} value={usedBytes} aria-label={text.device.usedLabel} />
      )}
      {quotaBytes !== null && usedBytes > quotaBytes * nearlyFull && <p>{text.device.nearlyFull(deviceWord)}</p>}
      <p>{text.device.clock(view.clockSkewMs, deviceWord)}</p>
      {promised !== null && <p>{promised ? text.device.promised : text.device.notPromised}</p>}
    </section>
  )
}
