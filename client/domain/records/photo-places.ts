/**
 * Which place of the body a photo shows is known by its words alone, as whoever
 * took it wrote them: photos of the same words are of the same place.
 */

/** As two people would write the same: case and spaces do not count. */
export function placeOfPhoto(words: string): string {
  return words.trim().replace(/\s+/g, ' ').toLowerCase()
}

interface MayHavePhoto {
  readonly photo?: { readonly words: string }
}

/** Of each place the first of them that has a photo, in their order. */
export function firstOfEachPlace<Item extends MayHavePhoto>(
  items: readonly Item[],
): readonly (Item & { readonly photo: NonNullable<Item['photo']> })[] {
  const byPlace = new Map<string, Item & { readonly photo: NonNullable<Item['photo']> }>()
  for (const item of items) {
    const { photo } = item
    if (photo === undefined || byPlace.has(placeOfPhoto(photo.words))) continue
    byPlace.set(placeOfPhoto(photo.words), item as Item & { readonly photo: NonNullable<Item['photo']> })
  }
  return [...byPlace.values()]
}
