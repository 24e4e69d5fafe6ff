/** Everything written about a person, newest first: what kind, who, when, in plain words, how far it has travelled. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { StoryItem, StoryKind } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/record.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { TravelChip } from './TravelChip.tsx'

const text = chooseText({ en })

const iconByKind: Readonly<Record<StoryKind, IconName>> = {
  note: 'note',
  observations: 'pulse',
  message: 'message',
  visit: 'door',
  'next-step': 'calendar',
  administration: 'pill',
}

const pageSize = 50

interface StoryListProps {
  readonly items: readonly StoryItem[]
}

export function StoryList({ items }: StoryListProps) {
  const wanted = useWanted()
  const [asked, setLimit] = useState(pageSize)
  // What a search led to is shown, however old.
  const limit = Math.max(asked, items.findIndex(({ id }) => id === wanted) + 1)
  return (
    <>
      <ol class="story">
        {items.slice(0, limit).map((item) => (
          <StoryEntry key={item.id} item={item} isWanted={item.id === wanted} />
        ))}
      </ol>
      {items.length > limit && (
        <div class="actions">
          <Button onPress={() => setLimit(limit + pageSize)}>{text.story.older(items.length - limit)}</Button>
        </div>
      )}
    </>
  )
}

function useWanted(): string | undefined {
  const route = useApp().router.route.value
  return route.name === 'person' ? route.item : undefined
}

interface StoryEntryProps {
  readonly item: StoryItem
  readonly isWanted: boolean
}

function StoryEntry({ item, isWanted }: StoryEntryProps) {
  const entry = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isWanted) entry.current?.focus()
  }, [isWanted])
  const { clock } = useApp()
  const { kind, author, mine, times, title, lines, next, observation, travel } = item
  return (
    <li ref={entry} tabIndex={isWanted ? -1 : undefined} class={isWanted ? 'wanted' : undefined}>
      <span class="marker">
        <Icon name={iconByKind[kind]} />
      </span>
      <div class="head">
        <p>
          <b>{title === '' ? text.story.kinds[kind] : title}</b>,{' '}
          {mine ? text.story.you : `${author.name}, ${author.role}`}{' '}
          <span class="quiet tabular">· {text.story.times(times, clock.value)}</span>
        </p>
        {travel !== null && <TravelChip travel={travel} theirs="tablet" reach={item.id} />}
      </div>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {kind === 'note' && observation !== null && (
        <p>
          <b>{text.news2.inStory(observation.news2)}</b>
        </p>
      )}
      {next !== null && next !== '' && (
        <p>
          <b>{text.story.next}</b> {next}
        </p>
      )}
    </li>
  )
}
