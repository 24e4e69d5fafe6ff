/** What was decided, newest first: in plain words, why, who, whether they are in the team still, when. */
import { whoWrote } from '../../domain/records/who-wrote.ts'
import type { DecidedItem } from '../../engine-api/decided-views.ts'
import { useApp } from '../app-context.ts'
import { decidedText, wordDecided } from '../text/en/decided.ts'
import * as enRecord from '../text/en/record.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: decidedText })
const record = chooseText({ en: enRecord })

const iconByType: Readonly<Record<DecidedItem['said']['type'], IconName>> = {
  decision: 'tick',
  medicine: 'pill',
  part: 'warning',
  plan: 'note',
  'warning-answer': 'warning',
  'left-out': 'lock',
  'let-in': 'lock',
  opening: 'eye',
  'opening-ended': 'eye',
  agreement: 'two-people',
  contact: 'message',
  'looks-after': 'people',
}

interface DecidedListProps {
  readonly items: readonly DecidedItem[]
  readonly onAnew: (id: string) => void
}

export function DecidedList({ items, onAnew }: DecidedListProps) {
  return (
    <ol class="story" aria-label={text.title}>
      {items.map((item) => (
        <Decided key={item.id} item={item} items={items} onAnew={onAnew} />
      ))}
    </ol>
  )
}

function Decided({ item, items, onAnew }: DecidedListProps & { readonly item: DecidedItem }) {
  const { clock } = useApp()
  const { id, replaced, said, times } = item
  const { lines, title, why } = wordDecided(item, clock.value)
  return (
    <li>
      <span class="marker">
        <Icon name={iconByType[said.type]} />
      </span>
      <div class="head">
        <p>
          <b>{title}</b>, {whoOf(item)}{' '}
          <span class="quiet tabular">
            · <WholeFigures>{record.story.times(times, clock.value)}</WholeFigures>
          </span>
        </p>
      </div>
      {lines.map((line) => (
        <p key={line} class="words">
          <WholeFigures>{line}</WholeFigures>
        </p>
      ))}
      {why !== '' && (
        <p class="words">
          <b>{text.why}</b> {why}
        </p>
      )}
      {said.type === 'decision' && said.agreed !== '' && (
        <p class="words">
          <b>{text.agreed}</b> {said.agreed}
        </p>
      )}
      {said.type === 'decision' && said.instead !== null && (
        <p class="small quiet">
          <WholeFigures>{insteadOf(items.find((each) => each.id === said.instead))}</WholeFigures>
        </p>
      )}
      {replaced !== null && (
        <p>
          <b>
            <WholeFigures>{text.replaced(replaced, clock.value)}</WholeFigures>
          </b>
        </p>
      )}
      {said.type === 'decision' && replaced === null && (
        <div class="actions">
          <Button onPress={() => onAnew(id)}>
            {text.writeAnew}
            <span class="unseen"> {text.aboutAnew(said.what)}</span>
          </Button>
        </div>
      )}
    </li>
  )
}

function whoOf({ author, hasLeft, mine }: DecidedItem): string {
  if (mine) return text.you
  const who = author === null ? text.nobody : whoWrote(author)
  return hasLeft ? `${who} (${text.left})` : who
}

function insteadOf(item: DecidedItem | undefined): string {
  return item === undefined ? text.insteadOfOlder : text.insteadOf(item.times.writtenAt)
}
