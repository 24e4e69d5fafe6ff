/**
 * One message: who, when, the words, and for mine how far they have travelled. A
 * message that arrived long after it was written shows both times. It tells the
 * seen-watch when it is in view.
 */
import { useEffect, useRef } from 'preact/hooks'
import { knownAs, roleOf } from '../../domain/records/who-wrote.ts'
import type { MessageItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import type { SeenWatch } from '../models/seen-watch.ts'
import { useTimes } from '../shell-context.ts'
import { messagesText } from '../text/en/messages.ts'
import { chooseText } from '../text/text.ts'
import { Button, ButtonLink } from './Button.tsx'
import { Face } from './Face.tsx'
import { StateChip } from './StateChip.tsx'
import { TravelChip } from './TravelChip.tsx'

const text = chooseText({ en: messagesText })
/** Later than this and the two times are two facts. */
const lateMs = 60_000

interface MessageBubbleProps {
  readonly message: MessageItem
  readonly seen: SeenWatch
  readonly theirs: 'phone' | 'tablet'
  readonly onAnswer: () => void
  /** Read aloud; absent where the device cannot speak. */
  readonly onRead?: () => void
  readonly readWords?: string
}

export function MessageBubble(props: MessageBubbleProps) {
  const { message, seen, theirs, onAnswer, onRead, readWords } = props
  const article = useRef<HTMLElement>(null)
  useInView(article, message, seen)
  const name = message.mine ? text.you : message.author.name
  const role = message.mine ? '' : roleOf(message.author)
  return (
    <article class={message.mine ? 'message mine' : 'message'} ref={article} aria-label={`${name}, ${message.text}`}>
      {!message.mine && <Face face={message.author.face} name={message.author.name} size="small" />}
      <div class="bubble">
        <p class="meta">
          <b>{name}</b>
          {role !== '' && `, ${role}`} · <Times message={message} />{' '}
          {message.unseen && (
            <StateChip kind="new" icon="message">
              {text.newHere}
            </StateChip>
          )}
        </p>
        {message.answers !== null && (
          <blockquote class="quoted">
            <p>
              <b>{knownAs(message.answers)}:</b> {message.answers.text}
            </p>
          </blockquote>
        )}
        <p class="words">{message.text}</p>
        {message.letIn !== undefined && (
          <p class="small">
            {text.letIn(message.letIn.by.name, message.letIn.by.memberId === message.author.memberId)}
          </p>
        )}
      </div>
      <div class="foot">
        {message.mine && message.travel !== null && (
          <TravelChip travel={message.travel} theirs={theirs} reach={message.id} explains />
        )}
        {message.travel?.type === 'not-sent' && <NotSent reason={message.travel.reason.type} />}
        {onRead !== undefined && (
          <Button kind="plain" icon="speaker" onPress={onRead}>
            {readWords}
          </Button>
        )}
        {!message.mine && (
          <button type="button" class="link" onClick={onAnswer}>
            {text.answer}
            <span class="unseen"> {message.author.name}</span>
          </button>
        )}
      </div>
    </article>
  )
}

/** Waiting too long: try again. Refused: trying again is no use, so the way to the reason. */
function NotSent({ reason }: { readonly reason: 'refused' | 'too-long-queued' }) {
  const { engine } = useApp()
  return reason === 'refused' ? (
    <ButtonLink href="/sync">{text.seeWhy}</ButtonLink>
  ) : (
    <Button icon="sync" onPress={() => void engine.syncNow()}>
      {text.tryAgain}
    </Button>
  )
}

function Times({ message: { times: t } }: { readonly message: MessageItem }) {
  const { clock } = useApp()
  const times = useTimes()
  const written = times.near(t.writtenAt, clock.value)
  const isLate = t.arrivedAt !== null && t.arrivedAt - t.writtenAt >= lateMs
  return (
    <span class="tabular">
      {isLate && t.arrivedAt !== null ? text.written(written, times.near(t.arrivedAt, clock.value)) : written}
    </span>
  )
}

/** Half of it, or as much as the screen holds of a long one. */
function useInView(article: { readonly current: HTMLElement | null }, message: MessageItem, seen: SeenWatch): void {
  const { id, unseen } = message
  useEffect(() => {
    const element = article.current
    if (element === null || !unseen || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver(
      // Several at once of a busy browser: the last says how it stands now.
      (told) => (told.at(-1)?.isIntersecting === true ? seen.enters(id) : seen.leaves(id)),
      { threshold: [0, 0.5], rootMargin: '-15% 0px -15% 0px' },
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      seen.leaves(id)
    }
  }, [article, id, unseen, seen])
}
