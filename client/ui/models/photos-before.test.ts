import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeOfPhoto } from '../../domain/records/photo-places.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import { samplePerson } from '../testing/sample-record.ts'
import { beforeOf, photosBefore } from './photos-before.ts'

const [some] = samplePerson.story as [StoryItem]

function itemOf(words: string | null, at: number): StoryItem {
  const facts = { width: 4, height: 3, bytes: 9, consent: 'agreed', travel: null } as const
  const { photo: _, ...item } = { ...some, id: `item ${at}` }
  return words === null ? item : { ...item, photo: { ...facts, id: `photo ${at}`, words } }
}

const words = fc.constantFrom('Left shin', 'left  SHIN ', 'Right heel', 'Sacrum', null)
const stories = fc.array(words, { maxLength: 12 }).map((each) => each.map(itemOf))

test('VP630 of each place the newest photo is there to compare with, in the order of the story', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const found = photosBefore(story)
      const photos = story.flatMap(({ photo }) => photo ?? [])
      const newest = photos.filter(
        ({ words: own }, at) => photos.findIndex((other) => placeOfPhoto(other.words) === placeOfPhoto(own)) === at,
      )
      expect(found.map(({ photo }) => photo.id)).toEqual(newest.map(({ id }) => id))
    }),
  )
})

test('VP630 beside a new photo stands what was picked, or one of the same words, and never one of another place', () => {
  fc.assert(
    fc.property(stories, fc.constantFrom('', 'LEFT shin', 'Elbow', 'Sacrum'), (story, typed) => {
      const earlier = photosBefore(story)
      const shown = beforeOf(earlier, typed, null)
      if (typed === '') expect(shown).toBe(earlier[0])
      else if (shown !== undefined) expect(placeOfPhoto(shown.photo.words)).toBe(placeOfPhoto(typed))
      else expect(earlier.map(({ photo }) => placeOfPhoto(photo.words))).not.toContain(placeOfPhoto(typed))
      for (const each of earlier) expect(beforeOf(earlier, typed, each.photo.id)).toBe(each)
    }),
  )
})
