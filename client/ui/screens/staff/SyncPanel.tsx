/**
 * What is saved, what is sent, and why something waits: for the nurse in the
 * kitchen first, for whoever helps her second. People are named by initials.
 */
import { useState } from 'preact/hooks'
import type { SyncView } from '../../../engine-api/sync-views.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { Button } from '../../components/Button.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PasskeySetting } from '../../components/PasskeySetting.tsx'
import { PinSetting } from '../../components/PinSetting.tsx'
import { Top } from '../../components/Top.tsx'
import { lazyScreen } from '../../lazy-screen.tsx'
import { useShell } from '../../shell-context.ts'
import { lockText as lockWords } from '../../text/en/lock.ts'
import * as en from '../../text/en/sync.ts'
import { chooseText } from '../../text/text.ts'
import { ForkCards } from './ForkCards.tsx'
import { RollbackCards } from './RollbackCards.tsx'
import {
  Colleagues,
  NeedsYou,
  Parked,
  Ready,
  RefillCard,
  SyncSentence,
  ThisDevice,
  useTelling,
  Waiting,
} from './SyncSections.tsx'

/** Seldom needed, and with much to say. */
const OldCopy = lazyScreen(() => import('./OldCopy.tsx').then((module) => module.OldCopy))

const text = chooseText({ en })
const lockText = chooseText({ en: lockWords })

export function SyncPanel() {
  const { me, pill } = useShell()
  const telling = useTelling()
  const view = pill.sync.value
  return (
    <>
      {me.audience === 'public' && <BarTop />}
      <Top title={text.title}>{text.now(telling)}</Top>
      {view === undefined ? <Loading /> : <Panel view={view} />}
    </>
  )
}

function Panel({ view }: { readonly view: SyncView }) {
  const { audience, governance } = useShell().me
  const isStaff = audience === 'staff'
  const makesVisits = isStaff && governance !== true
  return (
    <div class="columns">
      <div class="stack">
        {view.oldCopy !== null && <OldCopy view={view.oldCopy} />}
        <ForkCards forks={view.forks} />
        <RollbackCards rollbacks={view.rollbacks} />
        <SyncSentence view={view} />
        <RefillCard view={view} />
        <NeedsYou items={view.needsYou} />
        <Waiting items={view.waiting} />
        <Parked items={view.parked} />
        <Actions view={view} />
      </div>
      <aside class="stack">
        {makesVisits && <Ready view={view} />}
        {makesVisits && <Colleagues rows={view.colleagues} />}
        <ThisDevice view={view} />
        {isStaff && <PasskeySetting />}
        {isStaff && <PinSetting />}
      </aside>
    </div>
  )
}

function Actions({ view }: { readonly view: SyncView }) {
  const { engine, deviceWord, copyText, lockDevice } = useApp()
  const { me, pill } = useShell()
  const telling = useTelling()
  const [said, setSaid] = useState('')

  async function tryNow(): Promise<void> {
    setSaid(text.actions.trying)
    await engine.syncNow()
    setSaid('')
  }

  async function copyReport(): Promise<void> {
    const copied = await copyText(text.report(view, telling, deviceWord, pill.words.value))
    setSaid(copied ? text.actions.copied : text.actions.notCopied)
  }

  async function lockNow(): Promise<void> {
    if (!(await lockDevice())) setSaid(lockText.notSaved)
  }

  return (
    <div class="actions">
      <Button icon="sync" onPress={() => void tryNow()}>
        {text.actions.tryNow}
      </Button>
      <Button icon="copy" onPress={() => void copyReport()}>
        {text.actions.copy}
      </Button>
      {me.audience === 'staff' && (
        <Button icon="lock" onPress={() => void lockNow()}>
          {text.actions.lock(deviceWord)}
        </Button>
      )}
      <p role="status" class="row">
        {said}
      </p>
    </div>
  )
}
