/** The public's text size: three sizes, remembered on this phone, applied to the whole page. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Page } from '../page.ts'

export type TextSize = 'ordinary' | 'large' | 'largest'
export const textSizes: readonly TextSize[] = ['ordinary', 'large', 'largest']

const storedAs = 'text-size'

export interface TextSizeModel {
  readonly size: ReadonlySignal<TextSize>
  readonly choose: (size: TextSize) => void
}

/** `root` is the document's element: rem follows its font size. */
export function createTextSize(page: Pick<Page, 'recall' | 'remember'>, root: HTMLElement): TextSizeModel {
  const size = signal<TextSize>(parseTextSize(page.recall(storedAs)))
  apply(size.peek())

  function apply(next: TextSize): void {
    root.dataset.textSize = next
  }

  return {
    size,
    choose: (next) => {
      size.value = next
      apply(next)
      page.remember(storedAs, next)
    },
  }
}

function parseTextSize(stored: string | null): TextSize {
  return textSizes.find((size) => size === stored) ?? 'ordinary'
}
