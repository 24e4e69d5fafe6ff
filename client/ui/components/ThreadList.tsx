/** The conversations, newest first; an empty list says what to do. */
import type { ThreadsView } from '../../engine-api/queries.ts'
import { messagesText } from '../text/en/messages.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'
import { ThreadRow } from './ThreadRow.tsx'

const text = chooseText({ en: messagesText })

interface ThreadListProps {
  readonly view: ThreadsView
  readonly openId: string | null
  /** Null when all of them are shown. */
  readonly showOlder: (() => void) | null
}

export function ThreadList({ view, openId, showOlder }: ThreadListProps) {
  if (view.rows.length === 0) {
    return (
      <EmptyState icon="message" title={text.noThreads}>
        <p>{text.noThreadsHint}</p>
      </EmptyState>
    )
  }
  return (
    <nav aria-label={text.threads} class="list">
      <ul>
        {view.rows.map((row) => (
          <li key={row.threadId}>
            <ThreadRow row={row} isCurrent={row.threadId === openId} />
          </li>
        ))}
      </ul>
      {showOlder !== null && (
        <div class="actions">
          <Button onPress={showOlder}>{text.olderThreads}</Button>
        </div>
      )}
    </nav>
  )
}
