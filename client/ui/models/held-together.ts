/** What was written with one press stands together: a visit, and the words of it that the person reads. Rule PX802. */
import type { HeldItem } from '../../engine-api/held-back.ts'

/** The first as it came to the relay, then what went with it. */
export type HeldTogether = readonly [HeldItem, ...HeldItem[]]

export function groupHeld(items: readonly HeldItem[]): readonly HeldTogether[] {
  const groups = new Map<string, [HeldItem, ...HeldItem[]]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups.values()]
}

/** One press writes all of it at one time. */
function keyOf({ content, entryId, mark, person, writtenAt }: HeldItem): string {
  const isOfAnAct = content.type === 'words' && writtenAt !== null
  return isOfAnAct ? `${mark} ${person?.personId ?? ''} ${writtenAt}` : entryId
}
