/** My care team: one conversation, who reads it and when, large words, read aloud, and a number for what cannot wait. */
import { useEffect, useRef } from 'preact/hooks'
import type { HomeView, MessageItem } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { Composer } from '../../components/Composer.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { MessageBubble } from '../../components/MessageBubble.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { createThreadModel } from '../../models/thread-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })
const times = chooseText({ en: enTimes })

export function PublicMessages() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  return view.threadId === null ? <NoThread view={view} /> : <Talk threadId={view.threadId} home={view} />
}

function NoThread({ view }: { readonly view: HomeView }) {
  return (
    <>
      <BarTop />
      <ScreenTitle title={text.messagesTitle} />
      <p role="status">{text.noThread}</p>
      <CallTeam phone={view.phone} />
    </>
  )
}

function Talk({ threadId, home }: { readonly threadId: string; readonly home: HomeView }) {
  const app = useApp()
  const model = useModel(() => createThreadModel(threadId, app), [app, threadId])
  const view = model.view.value
  const { speaker } = app.page
  const newest = view?.messages.findLast((message) => !message.mine)
  return (
    <>
      <BarTop aloud={newest === undefined ? '' : wordSpoken(newest)} />
      <ScreenTitle title={text.messagesTitle} />
      <div class="log" role="log" aria-label={text.messagesTitle}>
        {view === undefined && <Loading />}
        {view?.complete === true && view.messages.length === 0 && <EmptyState icon="message" title={text.noMessages} />}
        {view?.messages.map((message) => (
          <MessageBubble
            key={message.id}
            message={message}
            seen={model.seen}
            theirs="tablet"
            forPublic
            onAnswer={() => model.answer(message)}
            {...(speaker === null || message.mine
              ? {}
              : { onRead: () => speaker.say(wordSpoken(message)), readWords: text.readMessage })}
          />
        ))}
      </div>
      <End count={view?.messages.length ?? 0} />
      <p class="audience reads-when">
        <Icon name="eye" />
        <span class="grow">{wordReaders(home)}</span>
      </p>
      <Composer model={model} label={text.writeLabel} sendWords={text.send} />
      <CallTeam phone={home.phone} />
    </>
  )
}

/** Opens at the newest message; stays there when one comes. */
function End({ count }: { readonly count: number }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView?.({ block: 'end' })
  }, [count])
  return <div ref={end} class="log-end" />
}

function wordReaders({ team, answeredWhen }: HomeView): string {
  const names = team.slice(0, 3).map(({ name }) => times.shortName(name))
  const who = names.length === 0 ? text.whoReadsStaff : text.whoReads(names)
  return `${who} ${answeredWhen ? text.answered(answeredWhen) : text.answeredUnknown}`
}

function wordSpoken({ author, text: words }: MessageItem): string {
  return text.spoken(times.shortName(author.name), words)
}
