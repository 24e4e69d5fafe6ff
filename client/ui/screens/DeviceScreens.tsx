/**
 * The screens that are one message: opening, not joined, waiting, fetching, open
 * elsewhere, removed, broken, and an address that is no page of ours.
 */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { useApp } from '../app-context.ts'
import { Button, ButtonLink } from '../components/Button.tsx'
import { Digits } from '../components/Digits.tsx'
import { Logo } from '../components/Logo.tsx'
import { PeopleHere, usePeopleHere } from '../components/PeopleHere.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { Top } from '../components/Top.tsx'
import { lazyScreen } from '../lazy-screen.tsx'
import * as enJoining from '../text/en/joining.ts'
import * as en from '../text/en/shell.ts'
import { atWhen, timeWords } from '../text/en/time-words.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en })
const { wordJoinProblem } = chooseText({ en: enJoining })

const ScanQr = lazyScreen(() => import('./ScanQr.tsx').then((module) => module.ScanQr))
const PhoneWaiting = lazyScreen(() => import('./PhoneWaiting.tsx').then((module) => module.PhoneWaiting))

type StateOf<Type extends DeviceState['type']> = DeviceState & { readonly type: Type }

interface MessageProps {
  readonly title: string
  readonly children?: ComponentChildren
}

function Whole({ title, children }: MessageProps) {
  return (
    <main class="whole">
      <Logo name={text.appName} />
      <ScreenTitle title={title} />
      {children}
    </main>
  )
}

/** Mostly never seen: the words wait 300 ms. */
export function Starting() {
  return (
    <main class="whole" aria-busy="true">
      <div class="late stack">
        <Logo name={text.appName} />
        <h1>{text.starting.title}</h1>
        <p class="quiet">{text.starting.words}</p>
      </div>
    </main>
  )
}

/** It needs no signal: an invitation is in the square code whole. */
export function NotJoined() {
  const people = usePeopleHere()
  const [isScanning, setScanning] = useState(false)
  if (isScanning) return <ScanQr onBack={() => setScanning(false)} />
  return (
    <Whole title={text.notJoined.title}>
      <p>{text.notJoined.words}</p>
      <ol class="steps">
        {text.notJoined.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button kind="main" size="big" icon="mobile" onPress={() => setScanning(true)}>
        {text.notJoined.scan}
      </Button>
      {people !== null && <PeopleHere people={people} canAdd={false} />}
    </Whole>
  )
}

/** An invite the relay will not take any more: waiting is no use, so this says what is. */
function Refused({ problem }: { readonly problem: NonNullable<StateOf<'waiting-to-join'>['problem']> }) {
  const { deviceWord } = useApp()
  const { title, whatToDo } = wordJoinProblem({ type: problem }, deviceWord)
  return (
    <Whole title={title}>
      <p role="status">{whatToDo}</p>
    </Whole>
  )
}

export function WaitingToJoin({ state }: { readonly state: StateOf<'waiting-to-join'> }) {
  if (state.problem !== undefined) return <Refused problem={state.problem} />
  if (state.answer !== undefined) return <PhoneWaiting state={state} answer={state.answer} />
  return (
    <Whole title={text.waiting.title}>
      <p>{text.waiting.asked(state.spaceName)}</p>
      {state.offline && <p role="status">{text.waiting.offline}</p>}
      <p>{state.offline ? text.waiting.compareLater : text.waiting.compare}</p>
      <Digits code={state.code} size={3} />
      <p class="quiet">{text.waiting.leave}</p>
    </Whole>
  )
}

export function Fetching({ state }: { readonly state: StateOf<'fetching'> }) {
  const { done, total } = state
  return (
    <Whole title={text.fetching.title}>
      <progress
        class="bar"
        aria-label={text.fetching.label}
        {...(total === null || total === 0 ? {} : { max: total, value: Math.min(done, total) })}
      />
      <p class="tabular">{text.fetching.progress(done, total)}</p>
      <p class="quiet">{text.fetching.leave}</p>
    </Whole>
  )
}

export function Elsewhere() {
  const { engine } = useApp()
  return (
    <Whole title={text.elsewhere.title}>
      <p>{text.elsewhere.words}</p>
      <p>{text.elsewhere.next}</p>
      <div class="actions">
        <Button kind="main" onPress={() => void engine.takeOver()}>
          {text.elsewhere.action}
        </Button>
      </div>
    </Whole>
  )
}

export function Removed({ state }: { readonly state: StateOf<'removed'> }) {
  const { clock, deviceWord } = useApp()
  const people = usePeopleHere()
  const when = atWhen(state.at, clock.value, timeWords(state.audience))
  const isShared = people?.some(({ isCurrent }) => !isCurrent) === true
  const words = state.audience === 'public' ? text.removedPublic : text.removed
  const erased = isShared ? words.placeErased : words.erased
  const erasing = state.opens === true ? words.opens(deviceWord) : words.erasing
  const stands = state.gone === undefined ? erased : words.gone(state.gone)
  return (
    <Whole title={isShared ? words.placeTitle(deviceWord, when) : words.title(deviceWord, when)}>
      <p>{words.words}</p>
      {state.erased !== undefined && <p role="status">{state.erased ? stands : erasing}</p>}
      {state.left !== undefined && <p role="status">{words.left(state.left, deviceWord)}</p>}
      {state.lost !== undefined && <p role="status">{words.lost(state.lost)}</p>}
      <p>{words.next}</p>
      {people !== null && <PeopleHere people={people} canAdd={false} />}
    </Whole>
  )
}

export function Broken({ state }: { readonly state: StateOf<'broken'> }) {
  const { deviceWord, copyText } = useApp()
  const [copied, setCopied] = useState(false)
  return (
    <Whole title={text.broken.title(deviceWord)}>
      <p>{text.broken.words}</p>
      <p>{text.broken.next}</p>
      <div class="actions">
        <Button kind="main" onPress={reload}>
          {text.tryAgain}
        </Button>
        <Button icon="copy" onPress={() => copyText(state.detail).then(setCopied)}>
          {text.copyReport}
        </Button>
        <span role="status">{copied && text.copied}</span>
      </div>
    </Whole>
  )
}

export function UnknownPage() {
  return (
    <div class="inside">
      <Top title={text.unknownPage.title} />
      <p>{text.unknownPage.words}</p>
      <div class="actions">
        <ButtonLink href="/">{text.unknownPage.action}</ButtonLink>
      </div>
    </div>
  )
}

function reload(): void {
  window.location.reload()
}
