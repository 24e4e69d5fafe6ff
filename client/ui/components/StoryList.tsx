/** Everything written about a person, newest first: what kind, who, when, in plain words, how far it has travelled. */
import { useEffect, useRef } from 'preact/hooks'
import type { StoryKind } from '../../domain/projections/rows.ts'
import { whoWrote } from '../../domain/records/who-wrote.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/record.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { StoryPhoto } from './StoryPhoto.tsx'
import { TravelChip } from './TravelChip.tsx'
import { useGrowing } from './use-growing.ts'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en })

const iconByKind: Readonly<Record<StoryKind, IconName>> = {
  note: 'note',
  observations: 'pulse',
  message: 'message',
  visit: 'door',
  'next-step': 'calendar',
  administration: 'pill',
  'left-out': 'lock',
  decision: 'tick',
  photo: 'camera',
}

/** It begins below all that stands on the record first: the rest is drawn as it is neared. */
const atFirst = 6

interface StoryListProps {
  readonly items: readonly StoryItem[]
  /** Null or absent when there are none. */
  readonly showOlder?: (() => void) | null
}

export function StoryList({ items, showOlder = null }: StoryListProps) {
  const wanted = useWanted()
  const upToWanted = items.findIndex(({ id }) => id === wanted) + 1
  const of = items[0]?.personId ?? ''
  const list = useGrowing({ of, length: items.length, atFirst, atLeast: upToWanted })
  const older = list.soonDrawn < items.length ? list.grow : showOlder
  return (
    <>
      <ol class="story">
        {items.slice(0, list.drawn).map((item) => (
          <StoryEntry key={item.id} item={item} isWanted={item.id === wanted} />
        ))}
      </ol>
      {older !== null && (
        <div class="actions" ref={list.end}>
          <Button onPress={older}>{text.story.older}</Button>
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
  const { kind, author, letIn, mine, times, title, lines, next, observation, travel } = item
  return (
    <li ref={entry} tabIndex={isWanted ? -1 : undefined} class={isWanted ? 'wanted' : undefined}>
      <span class="marker">
        <Icon name={iconByKind[kind]} />
      </span>
      <div class="head">
        <p>
          <b>{title === '' ? text.story.kinds[kind] : title}</b>, {mine ? text.story.you : whoWrote(author)}{' '}
          <span class="quiet tabular">
            · <WholeFigures>{text.story.times(times, clock.value)}</WholeFigures>
          </span>
        </p>
        {travel !== null && <TravelChip travel={travel} theirs="tablet" reach={item.id} />}
      </div>
      {letIn !== undefined && (
        <p class="small">{text.story.letIn(letIn, clock.value, letIn.by.memberId === author.memberId)}</p>
      )}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {kind === 'note' && observation !== null && (
        <p>
          <b>{text.news2.inStory(observation.news2)}</b>
        </p>
      )}
      {item.photo !== undefined && <StoryPhoto personId={item.personId} photo={item.photo} />}
      {next !== null && next !== '' && (
        <p>
          <b>{text.story.next}</b> {next}
        </p>
      )}
    </li>
  )
}
