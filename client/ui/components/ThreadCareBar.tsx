/** Who of staff looks after a conversation with the public, what it is about and how soon: taken, handed over and named here. */
import { useState } from 'preact/hooks'
import type { TaskPriority } from '../../domain/projections/plan-rows.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { ThreadCare, ThreadListRow } from '../../engine-api/queries.ts'
import type { ThreadCommand } from '../../engine-api/team-commands.ts'
import { useApp } from '../app-context.ts'
import { useModel } from '../models/use-model.ts'
import { watchQuery } from '../models/watch-query.ts'
import { useShell } from '../shell-context.ts'
import { threadCareText } from '../text/en/thread-care.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { Refused } from './Refused.tsx'
import { useHold } from './use-hold.ts'
import { WordedApart } from './WordedApart.tsx'

const text = chooseText({ en: threadCareText })

const none: ThreadCare = { title: '', priority: 'whenever', owners: [], isMine: false, changed: null }

export function ThreadCareBar({ thread: { care = none, threadId } }: { readonly thread: ThreadListRow }) {
  const { clock, engine, newCommandId, readNow } = useApp()
  const { me } = useShell()
  const [open, setOpen] = useState<'hand' | 'name' | null>(null)
  const [problem, setProblem] = useState<CommandProblem | null>(null)
  const mine = care.owners.find(({ who }) => who.memberId === me.memberId)
  const isTaken = mine?.by.memberId === me.memberId
  const meant = () => ({ threadId, commandId: newCommandId(), at: readNow() })

  async function run(command: ThreadCommand): Promise<void> {
    const outcome = await engine.run(command)
    setProblem(outcome.ok ? null : outcome.problem)
    if (outcome.ok) setOpen(null)
  }

  return (
    <details class="thread-care">
      <summary>
        <Icon name="more" />
        <span>
          <span class="unseen">{text.label}: </span>
          {text.about(care) !== '' && <b>{text.about(care)}. </b>}
          {care.owners.length === 0 ? text.nobody : text.owners(care, clock.value)}
        </span>
      </summary>
      {care.owners.length > 1 && (
        <p class="notice-line">
          <Icon name="warning" /> {text.both}
        </p>
      )}
      <WordedApart changes={care.wordedApart} where="thread" />
      <Refused problem={problem} />
      <div class="actions">
        {!isTaken && (
          <Button onPress={() => void run({ type: 'take-thread', ...meant() })}>
            {mine === undefined ? text.take : text.accept}
          </Button>
        )}
        {mine !== undefined && (
          <Button onPress={() => void run({ type: 'give-thread', to: null, ...meant() })}>{text.giveBack}</Button>
        )}
        <Button expanded={open === 'hand'} onPress={() => setOpen(open === 'hand' ? null : 'hand')}>
          {text.handOver}
        </Button>
        <Button expanded={open === 'name'} onPress={() => setOpen(open === 'name' ? null : 'name')}>
          {text.change}
        </Button>
      </div>
      {open === 'hand' && <HandOver onGive={(to) => void run({ type: 'give-thread', to, ...meant() })} />}
      {open === 'name' && (
        <Naming
          care={care}
          onSave={(title, priority) => void run({ type: 'name-thread', title, priority, ...meant() })}
        />
      )}
    </details>
  )
}

function HandOver({ onGive }: { readonly onGive: (to: string) => void }) {
  const { engine } = useApp()
  const { me } = useShell()
  const model = useModel(() => watchQuery(engine, 'team-settings', {}), [engine])
  const others = (model.view.value?.staff ?? []).filter(({ memberId }) => memberId !== me.memberId)
  return (
    <fieldset class="block">
      <legend>{text.handTo}</legend>
      <div class="actions">
        {others.map(({ memberId, name }) => (
          <Button key={memberId} onPress={() => onGive(memberId)}>
            {name}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

interface NamingProps {
  readonly care: ThreadCare
  readonly onSave: (title: string, priority: TaskPriority) => void
}

const priorities = ['urgent', 'today', 'whenever'] as const

function Naming({ care, onSave }: NamingProps) {
  const [title, setTitle] = useState(care.title)
  const [priority, setPriority] = useState(care.priority)
  useHold(title !== care.title)
  return (
    <Form look="stack" onSubmit={() => onSave(title, priority)}>
      <Field label={text.name} hint={text.nameHint} value={title} onType={setTitle} />
      <fieldset class="block">
        <legend>{text.soonLabel}</legend>
        <div class="actions">
          {priorities.map((each) => (
            <Button key={each} pressed={priority === each} onPress={() => setPriority(each)}>
              {text.soon[each]}
            </Button>
          ))}
        </div>
      </fieldset>
      <div class="actions">
        <Button kind="main" type="submit">
          {text.save}
        </Button>
      </div>
    </Form>
  )
}
