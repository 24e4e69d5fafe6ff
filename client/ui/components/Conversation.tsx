/** One open conversation of staff: who it is about, the messages oldest first, and the box with who can read it. */
import { useRef } from 'preact/hooks'
import type { ThreadListRow } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { createThreadModel, type ThreadModel } from '../models/thread-model.ts'
import { useModel } from '../models/use-model.ts'
import { routeToPath } from '../router.ts'
import { messagesText } from '../text/en/messages.ts'
import * as enThreads from '../text/en/threads.ts'
import { chooseText } from '../text/text.ts'
import { AudienceLine } from './AudienceLine.tsx'
import { Button, ButtonLink } from './Button.tsx'
import { Composer } from './Composer.tsx'
import { EmptyState } from './EmptyState.tsx'
import { Face } from './Face.tsx'
import { Loading } from './Loading.tsx'
import { MayNotWrite } from './MayNotWrite.tsx'
import { MessageBubble } from './MessageBubble.tsx'
import { ScreenTitle } from './ScreenTitle.tsx'
import { SyncPill } from './SyncPill.tsx'
import { ThreadCareBar } from './ThreadCareBar.tsx'
import { UseTemplate } from './UseTemplate.tsx'
import { useStayAtEnd } from './use-stay-at-end.ts'

const text = chooseText({ en: messagesText })
const threads = chooseText({ en: enThreads })

export function Conversation({ threadId }: { readonly threadId: string }) {
  const app = useApp()
  const model = useModel(() => createThreadModel(threadId, app), [app, threadId])
  const view = model.view.value
  const thread = view?.thread ?? null
  if (view === undefined || thread === null) {
    return (
      <section class="conversation">
        <Head thread={null} />
        {view === undefined ? <Loading /> : <UnknownThread />}
      </section>
    )
  }
  const { audience } = thread
  const { unagreed } = view
  const hasDraft = (model.box.value?.text ?? '') !== ''
  return (
    <section class="conversation">
      <Head thread={thread} />
      <div>{thread.kind !== 'staff' && <ThreadCareBar thread={thread} />}</div>
      <Log model={model} />
      <div>
        <AudienceLine audience={audience} />
        {unagreed !== undefined && (
          <MayNotWrite contact={unagreed} isCircle={thread.kind === 'circle'} hasDraft={hasDraft} />
        )}
        {(unagreed === undefined || hasDraft) && (
          <Composer
            model={model}
            held={unagreed !== undefined}
            help={(box) => <UseTemplate use="message" field={box} />}
            label={audience.type === 'staff-only' ? text.writeToStaff : text.writeTo(threads.readerNames(audience))}
          />
        )}
      </div>
    </section>
  )
}

function UnknownThread() {
  return (
    <div>
      <ScreenTitle title={text.title} hidden />
      <EmptyState icon="message" title={text.unknownThread}>
        <p>{text.unknownThreadHint}</p>
        <ButtonLink href="/messages">{text.back}</ButtonLink>
      </EmptyState>
    </div>
  )
}

function Head({ thread }: { readonly thread: ThreadListRow | null }) {
  return (
    <header>
      <ButtonLink kind="plain" icon="back" href="/messages" about={text.backTo}>
        {text.backShort}
      </ButtonLink>
      {thread !== null && <WhoseThread thread={thread} />}
      <SyncPill />
    </header>
  )
}

function WhoseThread({ thread }: { readonly thread: ThreadListRow }) {
  return (
    <>
      <Face face={thread.face} name={threads.threadTitle(thread)} />
      <div class="grow">
        <ScreenTitle title={threads.threadTitle(thread)} tabTitle={text.title} />
        {thread.personId !== null && (
          <a class="link" href={routeToPath({ name: 'person', personId: thread.personId })}>
            {text.about}
          </a>
        )}
      </div>
    </>
  )
}

function Log({ model }: { readonly model: ThreadModel }) {
  const log = useRef<HTMLDivElement>(null)
  const view = model.view.value
  const count = view?.messages.length ?? 0
  useStayAtEnd(log, view?.messages.at(-1)?.id)
  if (view === undefined) return null
  const audience = view.thread?.audience
  const names = audience === undefined ? [] : threads.readerNames(audience)
  const theirs = names.length === 0 ? 'tablet' : 'phone'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it
    <div class="log" ref={log} role="log" aria-label={text.log} tabIndex={0}>
      {!view.complete && <p class="quiet">{text.incomplete}</p>}
      {count === 0 && view.complete && (
        <EmptyState icon="message" title={names.length === 0 ? text.noMessages : text.noMessagesTo(names)} />
      )}
      {model.showOlder.value !== null && (
        <div class="actions">
          <Button onPress={model.showOlder.value}>{text.olderMessages}</Button>
        </div>
      )}
      {view.messages.map((message) => (
        <MessageBubble
          key={message.id}
          message={message}
          seen={model.seen}
          theirs={theirs}
          onAnswer={() => model.answer(message)}
        />
      ))}
    </div>
  )
}
