/**
 * What the browser's page can do beside drawing: wait, know whether somebody
 * looks, remember small choices about display (never anything about a person),
 * and speak. Made once from `window` by the root; a test brings its own.
 */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Page {
  /** Runs `task` once after `ms`; the answer cancels it. */
  readonly after: (ms: number, task: () => void) => () => void
  readonly isVisible: ReadonlySignal<boolean>
  /** The page goes away or into the background: the last moment to save. False: not all of it is saved. */
  readonly onHide: (task: SaveTask) => () => void
  /** All of these now; true when everything typed is on the disk. */
  readonly saveAll: () => Promise<boolean>
  /** Text size and the like. Null when nothing was remembered or nothing can be. */
  readonly recall: (name: string) => string | null
  readonly remember: (name: string, value: string) => void
  /** Into the downloads of this device. */
  readonly saveFile: (name: string, type: string, content: string | Uint8Array) => void
  /** Opens the browser's own dialog of printing. */
  readonly print: () => void
  /** Null where this device cannot speak. */
  readonly speaker: Speaker | null
}

/** A form that keeps what is half typed. */
export type SaveTask = () => unknown

export interface Speaker {
  readonly isSpeaking: ReadonlySignal<boolean>
  readonly say: (text: string) => void
  readonly stop: () => void
}

export function createPage(window: Window): Page {
  const { document } = window
  const isVisible = signal(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', () => {
    isVisible.value = document.visibilityState === 'visible'
  })

  function after(ms: number, task: () => void): () => void {
    const timer = window.setTimeout(task, ms)
    return () => window.clearTimeout(timer)
  }

  const tasks = new Set<{ readonly save: SaveTask }>()
  const saveAll = async () =>
    (await Promise.all([...tasks].map(({ save }) => save()))).every((saved) => saved !== false)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void saveAll())
  window.addEventListener('pagehide', () => void saveAll())

  function onHide(save: SaveTask): () => void {
    const task = { save }
    tasks.add(task)
    return () => tasks.delete(task)
  }

  return {
    after,
    print: () => window.print(),
    isVisible,
    onHide,
    saveAll,
    recall: (name) => tryStorage(() => window.localStorage.getItem(name)),
    remember: (name, value) => void tryStorage(() => window.localStorage.setItem(name, value)),
    saveFile: (name, type, content) =>
      saveFile(window, name, new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type })),
    speaker: createSpeaker(window),
  }
}

function saveFile(window: Window, name: string, file: Blob): void {
  const link = window.document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Storage may be forbidden or full; a display choice is then forgotten, nothing more. */
function tryStorage<Value>(use: () => Value): Value | null {
  try {
    return use()
  } catch {
    return null
  }
}

function createSpeaker(window: Window): Speaker | null {
  if (!('speechSynthesis' in window) || !('SpeechSynthesisUtterance' in window)) return null
  const { speechSynthesis } = window
  const isSpeaking = signal(false)

  function stop(): void {
    speechSynthesis.cancel()
    isSpeaking.value = false
  }

  return {
    isSpeaking,
    stop,
    say: (text) => {
      stop()
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.lang = 'en-GB'
      utterance.onend = utterance.onerror = () => {
        isSpeaking.value = false
      }
      isSpeaking.value = true
      speechSynthesis.speak(utterance)
    },
  }
}
