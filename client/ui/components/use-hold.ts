/** A new version of the app waits while something half written stands in a form (UP1). */
import { useEffect } from 'preact/hooks'
import { useApp } from '../app-context.ts'

export function useHold(isWriting: boolean): void {
  const { formGuard } = useApp()
  useEffect(() => (isWriting ? formGuard.hold() : undefined), [formGuard, isWriting])
}
