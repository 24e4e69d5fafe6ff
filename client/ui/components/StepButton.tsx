/** The − or + beside a value. A press is one step; holding it down repeats, and is never needed. */
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { Icon } from './Icon.tsx'

const firstRepeatMs = 450
const nextRepeatMs = 90

interface StepButtonProps {
  readonly direction: -1 | 1
  readonly label: string
  readonly onStep: () => void
}

export function StepButton({ direction, label, onStep }: StepButtonProps) {
  const { page } = useApp()
  const step = useRef(onStep)
  step.current = onStep
  const stop = useRef<(() => void) | null>(null)
  const repeated = useRef(false)

  function release(): void {
    stop.current?.()
    stop.current = null
  }

  function hold(ms: number): void {
    stop.current = page.after(ms, () => {
      repeated.current = true
      step.current()
      hold(nextRepeatMs)
    })
  }

  useEffect(() => release, [])

  return (
    <button
      type="button"
      class="button"
      aria-label={label}
      onPointerDown={(event) => {
        repeated.current = false
        if (event.button === 0) hold(firstRepeatMs)
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onClick={() => {
        release()
        if (!repeated.current) onStep()
        repeated.current = false
      }}
    >
      <Icon name={direction === -1 ? 'minus' : 'plus'} />
    </button>
  )
}
