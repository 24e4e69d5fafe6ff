/** Everything written about a person, newest first: what kind, who, when, in plain words, how far it has travelled. */
import { useState } from 'preact/hooks'
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
  const [limit, setLimit] = useState(pageSize)
  return (
    <>
      <ol class="story">
        {items.slice(0, limit).map((item) => (
          <StoryEntry key={item.id} item={item} />
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

function StoryEntry({ item }: { readonly item: StoryItem }) {
  const { clock } = useApp()
  const { kind, author, mine, times, title, lines, next, observation, travel } = item
  return (
    <li>
      <span class="marker">
        <Icon name={iconByKind[kind]} />
      </span>
      <div class="head">
        <p>
          <b>{title === '' ? text.story.kinds[kind] : title}</b>,{' '}
          {mine ? text.story.you : `${author.name}, ${author.role}`}{' '}
          <span class="quiet tabular">· {text.story.times(times, clock.value)}</span>
        </p>
        {travel !== null && <TravelChip travel={travel} theirs="tablet" />}
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
