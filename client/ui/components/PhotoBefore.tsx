/**
 * An earlier photo to compare with: beside the new one, or, before one is taken,
 * folded away, so that it can be taken alike. It says what it shows, who took it
 * and when; whether it is the same place is for whoever looks to say.
 */
import { useState } from 'preact/hooks'
import { placeOfPhoto } from '../../domain/records/photo-places.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import { useApp } from '../app-context.ts'
import { beforeOf, photosBefore } from '../models/photos-before.ts'
import { photoText } from '../text/en/photo.ts'
import { fullTime } from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Choice, Pick } from './Choice.tsx'
import { Icon } from './Icon.tsx'
import { StoryPhoto } from './StoryPhoto.tsx'

const text = chooseText({ en: photoText })

interface PhotoBeforeProps {
  readonly personId: string
  readonly story: readonly StoryItem[]
  /** What the new photo is said to show; null while there is none. */
  readonly words: string | null
  readonly onUseWords: (words: string) => void
}

export function PhotoBefore({ onUseWords, personId, story, words }: PhotoBeforeProps) {
  const { clock } = useApp()
  const [pickedId, setPicked] = useState<string | null>(null)
  const earlier = photosBefore(story)
  if (earlier.length === 0) return null
  const shown = beforeOf(earlier, words ?? '', pickedId)

  const inside = (
    <>
      {shown === undefined ? (
        <p class="quiet">{text.noneOfThis}</p>
      ) : (
        <>
          <StoryPhoto key={shown.photo.id} personId={personId} photo={shown.photo} />
          <p class="tabular">{text.takenBefore(fullTime(shown.times.writtenAt, clock.value), shown.by)}</p>
          {words !== null && placeOfPhoto(words) === '' && (
            <Button onPress={() => onUseWords(shown.photo.words)}>{text.samePlace}</Button>
          )}
        </>
      )}
      {earlier.length > 1 && (
        <Choice label={text.compareWith}>
          {earlier.map(({ photo }) => (
            <Pick key={photo.id} chosen={photo === shown?.photo} onPick={() => setPicked(photo.id)}>
              {photo.words}
            </Pick>
          ))}
        </Choice>
      )}
    </>
  )
  if (words === null)
    return (
      <details class="photo-before">
        <summary>
          <Icon name="more" />
          {text.before}
        </summary>
        <div class="stack">{inside}</div>
      </details>
    )
  return (
    <section class="photo-before stack" aria-labelledby="photo-before-title">
      <h3 id="photo-before-title">{text.before}</h3>
      {inside}
    </section>
  )
}
