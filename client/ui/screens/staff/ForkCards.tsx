/** What was noticed of two histories, what still works, who to turn to, and the proof to hand on (SY120, SY121). */
import { useState } from 'preact/hooks'
import type { ForkView } from '../../../engine-api/sync-views.ts'
import { useApp } from '../../app-context.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useShell } from '../../shell-context.ts'
import * as en from '../../text/en/forks.ts'
import { chooseText } from '../../text/text.ts'
import { useTelling } from './SyncSections.tsx'

const text = chooseText({ en })

export function ForkCards({ forks }: { readonly forks: readonly ForkView[] }) {
  const isStaff = useShell().me.audience === 'staff'
  if (forks.length === 0) return null
  return (
    <section class="stack" aria-label={text.label}>
      {isStaff ? forks.map((fork) => <ForkCard key={fork.id} fork={fork} />) : <Told />}
    </section>
  )
}

function Told() {
  return (
    <div class="card fork-card row">
      <Icon name="alert" />
      <p>{text.card.forPublic}</p>
    </div>
  )
}

function ForkCard({ fork }: { readonly fork: ForkView }) {
  const { deviceWord } = useApp()
  const telling = useTelling()
  return (
    <div class="card stack fork-card">
      <div class="row">
        <Icon name="alert" />
        <h2>{text.card.title(fork)}</h2>
      </div>
      <p>{text.card.happened(fork, telling, deviceWord)}</p>
      <p>{text.card.works(fork, deviceWord)}</p>
      <p>
        <b>{text.card.next(fork)}</b>
      </p>
      {fork.type !== 'snapshot' && <SaveProof fork={fork} />}
    </div>
  )
}

function SaveProof({ fork }: { readonly fork: ForkView }) {
  const { engine, page } = useApp()
  const [said, setSaid] = useState('')

  async function save(): Promise<void> {
    const proof = await engine.forkProof(fork.id)
    if (proof !== null) page.saveFile(text.fileName, 'application/octet-stream', proof)
    setSaid(proof === null ? text.card.notSaved : text.card.saved)
  }

  return (
    <div class="actions">
      <Button icon="copy" about={text.card.title(fork)} onPress={() => void save()}>
        {text.card.save}
      </Button>
      <p role="status">{said}</p>
    </div>
  )
}
