/**
 * One conversation: its messages, the box with its own draft, sending, and what
 * counts as seen. A draft holds the text and the message it answers; it leaves
 * the disk only after the message is on it (rule MS4).
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { MessageItem, ThreadView } from '../../engine-api/queries.ts'
import type { Page } from '../page.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import { type MessageDraft, parseMessageDraft, writeMessageDraft } from './message-draft.ts'
import { createSeenWatch, type SeenWatch } from './seen-watch.ts'
import type { Disposable } from './use-model.ts'

export interface ThreadModelDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'onHide' | 'isVisible'>
}

export interface ThreadModel extends Disposable {
  readonly view: ReadonlySignal<ThreadView | undefined>
  /** Asks for older messages; null when all are here. */
  readonly showOlder: ReadonlySignal<(() => void) | null>
  /** Undefined until the draft was read. */
  readonly box: ReadonlySignal<MessageDraft | undefined>
  readonly draft: ReadonlySignal<DraftState>
  readonly sending: ReadonlySignal<boolean>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly type: (text: string) => void
  readonly answer: (message: MessageItem | null) => void
  readonly send: () => Promise<void>
  /** Saves the draft now: the box was left. */
  readonly keep: () => void
  readonly seen: SeenWatch
}

/** More than a screen shows, and not years of it. */
const messageStep = 60

const emptyBox: MessageDraft = { text: '', answers: null, sending: null }

export function createThreadModel(threadId: string, deps: ThreadModelDeps): ThreadModel {
  const limit = signal(messageStep)
  const view = signal<ThreadView | undefined>(undefined)
  const stopThread = effect(() =>
    deps.engine.watch('thread', { threadId, limit: limit.value }, (next) => {
      view.value = next
    }),
  )
  const box = signal<MessageDraft | undefined>(undefined)
  const sending = signal(false)
  const problem = signal<CommandProblem | null>(null)
  const key = `message/${threadId}`
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (box.peek() !== undefined) return
    const draft = value === null ? null : parseMessageDraft(value)
    box.value = draft ?? emptyBox
    if (draft !== null) keeper.resumed(savedAt)
  })
  const stopHide = deps.page.onHide(keeper.flush)

  const seen = createSeenWatch({
    after: deps.page.after,
    isVisible: deps.page.isVisible,
    onSeen: (messageIds) => {
      const command = { type: 'mark-seen', commandId: deps.newCommandId(), at: deps.readNow(), threadId, messageIds }
      void deps.engine.run({ ...command, type: 'mark-seen' })
    },
  })

  function put(next: MessageDraft): void {
    box.value = next
    keeper.change(next.text.trim() === '' && next.answers === null ? null : writeMessageDraft(next))
  }

  async function send(): Promise<void> {
    const now = box.peek()
    if (now === undefined || sending.peek() || now.text.trim() === '') return
    batch(() => {
      sending.value = true
      problem.value = null
    })
    const tap = now.sending ?? { commandId: deps.newCommandId(), at: deps.readNow() }
    put({ ...now, sending: tap })
    const kept = await keeper.flush()
    const draftState = keeper.state.peek()
    const { commandId } = tap
    const answers = now.answers?.id ?? null
    const command = {
      type: 'send-message',
      commandId,
      at: tap.at,
      threadId,
      text: now.text,
      answers,
    } as const
    const outcome =
      kept || draftState.type !== 'failed'
        ? await deps.engine.run(command)
        : { ok: false as const, problem: draftState.problem }
    batch(() => {
      sending.value = false
      problem.value = outcome.ok ? null : outcome.problem
      if (outcome.ok) put(boxAfter(now, box.peek()!))
    })
    await keeper.flush()
  }

  return {
    view,
    showOlder: computed(() => {
      const shown = view.value?.messages.length ?? 0
      return view.value?.older === true ? () => (limit.value = shown + messageStep) : null
    }),
    box,
    draft: keeper.state,
    sending,
    problem,
    type: (text) => put({ ...(box.peek() ?? emptyBox), text, sending: null }),
    answer: (message) => {
      const answers = message === null ? null : { id: message.id, name: message.author.name, mine: message.mine }
      put({ ...(box.peek() ?? emptyBox), answers, sending: null })
    },
    send,
    keep: () => void keeper.flush(),
    seen,
    dispose: () => {
      void keeper.flush()
      stopDraft()
      stopHide()
      seen.dispose()
      stopThread()
    },
  }
}

/** What was done in the box while its message was being saved stays, without the message itself (MS890). */
function boxAfter(sent: MessageDraft, now: MessageDraft): MessageDraft {
  const text = now.text.startsWith(sent.text) ? now.text.slice(sent.text.length).trimStart() : now.text
  return { text, answers: now.answers === sent.answers ? null : now.answers, sending: null }
}
