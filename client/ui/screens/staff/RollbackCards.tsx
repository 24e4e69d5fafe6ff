/** That the relay went back and did not say so: what happened, that it is put right, who to tell, and that it is over (SY740). */
import type { RollbackView } from '../../../engine-api/sync-views.ts'
import { useApp } from '../../app-context.ts'
import { Icon } from '../../components/Icon.tsx'
import * as en from '../../text/en/rollback.ts'
import { chooseText } from '../../text/text.ts'
import { useTelling } from './SyncSections.tsx'

const text = chooseText({ en })

export function RollbackCards({ rollbacks }: { readonly rollbacks: readonly RollbackView[] }) {
  if (rollbacks.length === 0) return null
  return (
    <section class="stack" aria-label={text.label}>
      {rollbacks.map((rollback) => (
        <RollbackCard key={rollback.at} rollback={rollback} />
      ))}
    </section>
  )
}

function RollbackCard({ rollback }: { readonly rollback: RollbackView }) {
  const { deviceWord } = useApp()
  const telling = useTelling()
  const isOver = rollback.overAt !== null
  return (
    <div class={isOver ? 'card stack fork-card over' : 'card stack fork-card'}>
      <div class="row">
        <Icon name={isOver ? 'tick' : 'alert'} />
        <h2>{text.card.title(rollback)}</h2>
      </div>
      <p>{text.card.happened(rollback, telling, deviceWord)}</p>
      <p>{text.card.kept(rollback, telling, deviceWord)}</p>
      <p>
        <b>{text.card.next(rollback)}</b>
      </p>
    </div>
  )
}
