/** As many of the pages, from the first, as one answer holds; one page always fits. */
import type { Bytes } from '../../shared/lib/bytes.ts'

export function takeWithin(
  pages: readonly Bytes[],
  limit: { readonly pages: number; readonly bytes: number },
): readonly Bytes[] {
  let bytes = 0
  const end = pages.findIndex((page, at) => {
    bytes += page.length
    return at >= limit.pages || (at > 0 && bytes > limit.bytes)
  })
  return end < 0 ? pages : pages.slice(0, end)
}
