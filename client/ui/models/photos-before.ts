/** Earlier photos to compare a new one with: of each place, as far as words say it, the newest. Rules VP630, VP631. */
import { firstOfEachPlace, placeOfPhoto } from '../../domain/records/photo-places.ts'
import type { PhotoItem } from '../../engine-api/photo-acts.ts'
import type { StoryItem, Times } from '../../engine-api/queries.ts'

export interface PhotoBefore {
  readonly photo: PhotoItem
  readonly by: string
  readonly times: Times
}

/** More places than these nobody can choose from; older ones are in the story. */
const placesShown = 6

/** The newest first; `story` too. */
export function photosBefore(story: readonly StoryItem[]): readonly PhotoBefore[] {
  return firstOfEachPlace(story)
    .slice(0, placesShown)
    .map(({ author, photo, times }) => ({ photo, by: `${author.name}, ${author.role}`, times }))
}

/**
 * The one that was picked, else the one of the same words, else the newest while nothing is written yet. Undefined
 * where the words name another place: a photo of another wound beside it would mislead.
 */
export function beforeOf(
  earlier: readonly PhotoBefore[],
  words: string,
  pickedId: string | null,
): PhotoBefore | undefined {
  const picked = earlier.find(({ photo }) => photo.id === pickedId)
  if (picked !== undefined) return picked
  return placeOfPhoto(words) === ''
    ? earlier[0]
    : earlier.find(({ photo }) => placeOfPhoto(photo.words) === placeOfPhoto(words))
}
