/** Below the people found: the same words in notes, messages and medicines, each a link to where they stand. */
import { formatBannerName } from '../../../domain/names.ts'
import { knownAs } from '../../../domain/records/who-wrote.ts'
import type { SearchHit, SearchKind, SearchSection, SearchView } from '../../../engine-api/search.ts'
import { useApp } from '../../app-context.ts'
import { ApartSides } from '../../components/ApartSides.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { Tag } from '../../components/StateChip.tsx'
import { isAlarm } from '../../models/medicine-warnings.ts'
import { routeToPath } from '../../router.ts'
import { safetyText } from '../../text/en/safety.ts'
import * as en from '../../text/en/search.ts'
import * as enTimes from '../../text/en/times.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en })
const safety = chooseText({ en: safetyText })
const times = chooseText({ en: enTimes })

const iconOf: Readonly<Record<SearchKind, IconName>> = { note: 'note', message: 'message', medicine: 'pill' }

export function isAnythingFound({ medicines, messages, notes }: SearchView): boolean {
  return [notes, messages, medicines].some(({ hits }) => hits.length > 0)
}

export function FoundInRecords({ view }: { readonly view: SearchView }) {
  const { medicines, messages, notes, reading } = view
  return (
    <div class="found reading">
      <Section kind="note" section={notes} />
      <Section kind="message" section={messages} />
      <Section kind="medicine" section={medicines} />
      <p class="quiet" role="status">
        {reading !== null
          ? text.reading(reading.done, reading.of)
          : !isAnythingFound(view) && text.notInRecords(view.text)}
      </p>
    </div>
  )
}

function Section({ kind, section: { hits, more } }: { readonly kind: SearchKind; readonly section: SearchSection }) {
  if (hits.length === 0) return null
  const id = `found-${kind}`
  return (
    <section class="card list" aria-labelledby={id}>
      <h2 id={id}>
        <Icon name={iconOf[kind]} /> {text.titles[kind]}
      </h2>
      <ul>
        {hits.map((hit) => (
          <li key={hit.id}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
      {more && <p class="list-end quiet">{text.more}</p>}
    </section>
  )
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { clock } = useApp()
  const { at, author, conflict, name, parts, warning } = hit
  return (
    <a class="found-row" href={placeOf(hit)}>
      <span class="name">{formatBannerName(name)}</span>
      <span class="passage">
        {parts.map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))}
      </span>
      {warning !== undefined && (
        <span class="apart">
          <Tag level={isAlarm(warning) ? 'high' : 'mid'} icon={isAlarm(warning) ? 'alert' : 'warning'}>
            {safety.tag(warning)}
          </Tag>{' '}
          {safety.now(warning)}
        </span>
      )}
      {conflict !== undefined && <ApartSides sides={conflict} />}
      {at !== null && author !== null && (
        <span class="reason tabular">
          {knownAs(author)} · {times.nearTime(at, clock.value)}
        </span>
      )}
    </a>
  )
}

/** Where somebody has to decide, the line leads to the two changes themselves. */
function placeOf({ conflict, id, kind, personId, threadId }: SearchHit): string {
  if (conflict !== undefined) return routeToPath({ name: 'medicine', personId, medicineId: id })
  if (kind === 'message' && threadId !== null) return `/thread/${threadId}`
  return kind === 'note' ? `/person/${personId}/${id}` : `/person/${personId}`
}
