/** One conversation of the public: who reads it and when, large words, read aloud, and a number for what cannot wait. */
import { useRef } from 'preact/hooks'
import { knownAs } from '../../../domain/records/who-wrote.ts'
import type { HomeView } from '../../../engine-api/home-views.ts'
import type { MessageItem, ThreadListRow } from '../../../engine-api/queries.ts'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { Button } from '../../components/Button.tsx'
import { CallTeam } from '../../components/CallTeam.tsx'
import { Composer } from '../../components/Composer.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { MessageBubble } from '../../components/MessageBubble.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { useStayAtEnd } from '../../components/use-stay-at-end.ts'
import { lazyScreen } from '../../lazy-screen.tsx'
import { createThreadModel } from '../../models/thread-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import * as enCircle from '../../text/en/circle.ts'
import { publicText } from '../../text/en/public.ts'
import * as enTimes from '../../text/en/public-times.ts'
import { threadCareText } from '../../text/en/thread-care.ts'
import { chooseText } from '../../text/text.ts'
import { UnknownPage } from '../DeviceScreens.tsx'
import { CircleHome } from './CircleHome.tsx'

const text = chooseText({ en: publicText })
const times = chooseText({ en: enTimes })
const circles = chooseText({ en: enCircle })

const TalkStopped = lazyScreen(() => import('../../components/TalkStopped.tsx').then((module) => module.TalkStopped))

const careText = chooseText({ en: threadCareText })

/** Without an id the talk with the team. Only what this phone is in opens: any other address is no page. */
export function PublicMessages({ threadId = null }: { readonly threadId?: string | null }) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  if (threadId === null && view.threadId === null)
    return view.role === 'associate' ? <CircleHome view={view} /> : <NoThread view={view} />
  const wanted = threadId ?? view.threadId
  const row = view.threads.find((thread) => thread.threadId === wanted)
  return row === undefined ? <UnknownPage /> : <Talk row={row} home={view} />
}

function NoThread({ view }: { readonly view: HomeView }) {
  return (
    <>
      <BarTop />
      <ScreenTitle title={text.messagesTitle} />
      <p role="status">{text.noThread}</p>
      {view.role === 'family' && <p>{text.noThreadFamily}</p>}
      <CallTeam phone={view.phone} />
    </>
  )
}

function Talk({ row, home }: { readonly row: ThreadListRow; readonly home: HomeView }) {
  const app = useApp()
  const { kind, threadId } = row
  const title = circles.talkTitle(row)
  const model = useModel(() => createThreadModel(threadId, app), [app, threadId])
  const view = model.view.value
  const { speaker } = app.page
  const log = useRef<HTMLDivElement>(null)
  useStayAtEnd(log, view?.messages.at(-1)?.id)
  const newest = view?.messages.findLast((message) => !message.mine)
  return (
    <>
      <BarTop aloud={newest === undefined ? '' : wordSpoken(newest)} />
      <ScreenTitle title={title} />
      <Cared care={row.care} />
      <div class="log" ref={log} role="log" aria-label={title}>
        {view === undefined && <Loading />}
        {view?.complete === true && view.messages.length === 0 && (
          <EmptyState icon="message" title={kind === 'circle' ? circles.circleText.nothingYet : text.noMessages} />
        )}
        {model.showOlder.value !== null && (
          <div class="actions">
            <Button onPress={model.showOlder.value}>{text.olderMessages}</Button>
          </div>
        )}
        {view?.messages.map((message) => (
          <MessageBubble
            key={message.id}
            message={message}
            seen={model.seen}
            theirs="tablet"
            onAnswer={() => model.answer(message)}
            {...(speaker === null || message.mine
              ? {}
              : { onRead: () => speaker.say(wordSpoken(message)), readWords: text.readMessage })}
          />
        ))}
      </div>
      {row.kind === 'own' && <TalkStopped />}
      <p class="audience reads-when">
        <Icon name="eye" />
        <span class="grow">{wordReaders(row, home)}</span>
      </p>
      <Composer
        model={model}
        label={kind === 'circle' ? circles.writeLabel(title) : text.writeLabel}
        sendWords={text.send}
      />
      <CallTeam phone={home.phone} />
    </>
  )
}

/** Who of the team looks after this conversation, once somebody does. */
function Cared({ care }: { readonly care: ThreadListRow['care'] }) {
  const words = care === undefined ? '' : careText.plain(care)
  return words === '' ? null : <p>{words}</p>
}

function wordReaders(row: ThreadListRow, { team, answeredWhen }: HomeView): string {
  const answered = answeredWhen ? text.answered(answeredWhen) : text.answeredUnknown
  if (row.kind !== 'own') return `${circles.whoReads(row)} ${answered}`
  const names = team.slice(0, 3).map(({ name }) => times.shortName(name))
  const who = names.length === 0 ? text.whoReadsStaff : text.whoReads(names)
  return `${who} ${answered}`
}

function wordSpoken({ author, text: words }: MessageItem): string {
  return text.spoken(knownAs({ as: author.as, name: times.shortName(author.name) }), words)
}
