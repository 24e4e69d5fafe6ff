/** A device that was put back to an older copy of itself: what happened, what it does about it, what is left to do by hand (SY180, SY181). */
import { useEffect, useState } from 'preact/hooks'
import type { HeldItem } from '../../../engine-api/held-back.ts'
import type { AnewProblem, OldCopyView } from '../../../engine-api/start-anew.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { aboutHeld, HeldWords, photosOf } from '../../components/HeldCard.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useShell } from '../../shell-context.ts'
import * as enHeld from '../../text/en/held-back.ts'
import * as en from '../../text/en/old-copy.ts'
import { chooseText } from '../../text/text.ts'
import { useTelling } from './SyncSections.tsx'

const { oldCopyPublicText, oldCopyText, wordAnewProblem } = chooseText({ en })
const { heldBackText } = chooseText({ en: enHeld })

function useWords() {
  const isPublic = useShell().me.audience === 'public'
  return isPublic ? { ...oldCopyText, ...oldCopyPublicText, cannot: oldCopyText.cannotPublic } : oldCopyText
}

export function OldCopy({ view }: { readonly view: OldCopyView }) {
  const text = useWords()
  return (
    <section class="stack" aria-label={text.label}>
      {view.isForked && <Forked mayBegin={view.mayBegin} />}
      {view.sealing > 0 && <Sealing count={view.sealing} />}
      {view.byHand > 0 && <ByHand count={view.byHand} />}
    </section>
  )
}

function Forked({ mayBegin }: { readonly mayBegin: boolean }) {
  const { deviceWord } = useApp()
  const text = useWords()
  return (
    <div class="card stack fork-card">
      <div class="row">
        <Icon name="alert" />
        <h2>{text.title(deviceWord)}</h2>
      </div>
      <p>{text.happened(deviceWord)}</p>
      {mayBegin ? (
        <Begin />
      ) : (
        <p>
          <b>{text.cannot(deviceWord)}</b>
        </p>
      )}
    </div>
  )
}

type Step = 'told' | 'asked' | 'going' | AnewProblem

function Begin() {
  const { deviceWord, engine } = useApp()
  const text = useWords()
  const [step, setStep] = useState<Step>('told')

  async function begin(): Promise<void> {
    setStep('going')
    const outcome = await engine.anewAct({ type: 'begin' })
    if (outcome.type === 'failed') setStep(outcome.problem)
  }

  if (step === 'going') return <p role="status">{text.going}</p>
  if (step === 'asked')
    return (
      <fieldset class="stack">
        <legend>
          <b>{text.ask(deviceWord)}</b>
        </legend>
        <p>{text.other}</p>
        <div class="actions">
          <Button kind="main" onPress={() => void begin()}>
            {text.yes}
          </Button>
          <Button kind="plain" onPress={() => setStep('told')}>
            {text.no}
          </Button>
        </div>
      </fieldset>
    )
  return (
    <>
      <p>{text.start(deviceWord)}</p>
      {step !== 'told' && <Problem {...wordAnewProblem(step)} />}
      <div class="actions">
        <Button kind="main" icon="sync" onPress={() => setStep('asked')}>
          {text.action(deviceWord)}
        </Button>
      </div>
    </>
  )
}

function Sealing({ count }: { readonly count: number }) {
  const text = useWords()
  return (
    <div class="card stack" role="status">
      <h2>{text.sealing(count)}</h2>
      <p>{text.sealingWords}</p>
    </div>
  )
}

function ByHand({ count }: { readonly count: number }) {
  const { engine } = useApp()
  const text = useWords()
  const [items, setItems] = useState<readonly HeldItem[]>([])
  const [problem, setProblem] = useState<AnewProblem | null>(null)

  async function look(): Promise<void> {
    const outcome = await engine.anewAct({ type: 'list' })
    if (outcome.type === 'list') setItems(outcome.items)
  }

  async function putAway(entryId: string): Promise<void> {
    const outcome = await engine.anewAct({ type: 'put-away', entryId })
    setProblem(outcome.type === 'failed' ? outcome.problem : null)
    await look()
  }

  useEffect(() => void look(), [count])
  return (
    <div class="card stack">
      <h2>{text.byHand(count)}</h2>
      <p>{text.byHandWords}</p>
      {problem !== null && <Problem {...wordAnewProblem(problem)} />}
      <ul class="stack">
        {items.map((item) => (
          <ByHandItem key={item.entryId} item={item} onDone={() => void putAway(item.entryId)} />
        ))}
      </ul>
    </div>
  )
}

function ByHandItem({ item, onDone }: { readonly item: HeldItem; readonly onDone: () => void }) {
  const { now, times } = useTelling()
  const text = useWords()
  const about = aboutHeld(item)
  return (
    <li class="stack">
      <div>
        <h3>{about}</h3>
        <p class="small quiet tabular">{text.written(times.full(item.writtenAt ?? item.storedAt, now))}</p>
      </div>
      <HeldWords content={item.content} />
      {photosOf(item.content).map(({ blob, words }) => (
        <p key={blob}>{heldBackText.photo(words)}</p>
      ))}
      <div class="actions">
        <Button icon="tick" about={about} onPress={onDone}>
          {text.done}
        </Button>
      </div>
    </li>
  )
}
