/**
 * What the team wrote about what happens next. Above it stands who wrote it and on
 * which day, because "tomorrow" in it is the day after that one. Rule PU550.
 */
import type { NextStepItem } from '../../engine-api/home-views.ts'
import { useApp } from '../app-context.ts'
import { nextWritten } from '../text/en/next-visit.ts'
import { chooseText } from '../text/text.ts'

const text = chooseText({ en: { nextWritten } })

interface NextStepWordsProps {
  readonly step: NextStepItem
  /** About four lines of it, where the whole is a press away. */
  readonly isShort?: boolean
}

export function NextStepWords({ isShort = false, step }: NextStepWordsProps) {
  const { clock } = useApp()
  return (
    <>
      <p class="quiet">{text.nextWritten(step, clock.value)}</p>
      <p class={isShort ? 'clamped' : undefined}>{step.text}</p>
    </>
  )
}
