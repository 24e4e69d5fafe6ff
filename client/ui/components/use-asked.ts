/** How often saving was asked for while something was missing. Each asking brings the summary the focus; typing never does. */
import { useState } from 'preact/hooks'

export interface Asked {
  /** 0 until something was missing, and again once nothing was. */
  readonly times: number
  readonly note: (isReady: boolean) => void
}

export function useAsked(): Asked {
  const [times, setTimes] = useState(0)
  return { times, note: (isReady) => setTimes((before) => (isReady ? 0 : before + 1)) }
}
