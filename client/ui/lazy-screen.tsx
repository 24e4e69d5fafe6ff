/**
 * Screens fetched when first needed, so that the public's first page stays small.
 * All of them are in the precache: opening one needs no signal. A screen that
 * cannot be read shows what to do, never a blank page.
 */
import { type ComponentType, createElement } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useApp } from './app-context.ts'
import { Loading } from './components/Loading.tsx'
import { ScreenProblem } from './components/ScreenProblem.tsx'

type Loaded<Props> =
  | { readonly type: 'ready'; readonly screen: ComponentType<Props> }
  | { readonly type: 'failed' }
  /** No answer: only loading the page again asks for it anew, because the browser joins a second asking to the first. */
  | { readonly type: 'overdue' }

const overdueAfterMs = 8_000

export type LazyScreen<Props> = ComponentType<Props> & {
  /** Fetches it before it is needed; shown after that, it is there at once. */
  readonly prepare: () => void
}

/** `load` is `() => import('./X.tsx').then((module) => module.X)`. The first success is kept. */
export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyScreen<Props> {
  let kept: ComponentType<Props> | undefined

  async function keep(): Promise<ComponentType<Props>> {
    kept = await load()
    return kept
  }

  function LazyScreen(props: Props) {
    const { page } = useApp()
    const [attempt, setAttempt] = useState(0)
    const [loaded, setLoaded] = useState<Loaded<Props> | undefined>(
      kept === undefined ? undefined : { type: 'ready', screen: kept },
    )

    useEffect(() => {
      if (kept !== undefined) {
        // It may have come by `prepare` after the first drawing and before this.
        if (loaded === undefined) setLoaded({ type: 'ready', screen: kept })
        return
      }
      let wanted = true
      const stopWaiting = page.after(overdueAfterMs, () => setLoaded({ type: 'overdue' }))
      keep().then(
        (screen) => {
          stopWaiting()
          if (wanted) setLoaded({ type: 'ready', screen })
        },
        () => {
          stopWaiting()
          if (wanted) setLoaded({ type: 'failed' })
        },
      )
      return () => {
        stopWaiting()
        wanted = false
      }
    }, [attempt, page])

    if (loaded === undefined) return <Loading />
    if (loaded.type === 'ready') return createElement(loaded.screen, props)
    return (
      <ScreenProblem
        onTryAgain={() => {
          if (loaded.type === 'overdue') return window.location.reload()
          setLoaded(undefined)
          setAttempt(attempt + 1)
        }}
      />
    )
  }

  // What cannot be fetched now is fetched again, and its failure shown, by the screen itself.
  return Object.assign(LazyScreen, { prepare: () => void keep().catch(() => {}) })
}
