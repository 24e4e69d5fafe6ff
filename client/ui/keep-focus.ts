/**
 * The keyboard never falls out of the page (SH7). A control that is pressed is
 * often replaced: by the form it opens, by what was saved. A browser then forgets
 * where one was. Whoever has a better place takes the focus first; otherwise it
 * goes to what stands there now: the nearest part of the page that is left.
 */
const controls = 'a[href], button, input, textarea, select, summary, [tabindex="0"]'

/** Time for a screen to take the focus itself. */
const patienceMs = 60

type After = (ms: number, task: () => void) => () => void

export function keepFocus(document: Document, after: After): () => void {
  const { body } = document
  let path: readonly Element[] = []
  let isByPointer = false
  let cancel = () => {}

  function note({ target }: FocusEvent): void {
    path = target instanceof Element ? ancestorsOf(target) : []
  }

  function check(): void {
    if (path[0] === undefined || path[0].isConnected) return
    cancel()
    cancel = after(patienceMs, restore)
  }

  function restore(): void {
    if (path[0]?.isConnected !== false || (document.activeElement ?? body) !== body) return
    const left = path.find((element) => element.isConnected)
    if (left === undefined || left === body) return
    const target = left.querySelector<HTMLElement>('h1') ?? firstControl(left)
    // No keyboard comes up on a screen because of it.
    const isCalm = target !== undefined && !(isByPointer && target.matches('input, textarea, select'))
    place(isCalm ? target : left, isByPointer)
  }

  const byPointer = () => {
    isByPointer = true
  }
  const byKey = () => {
    isByPointer = false
  }
  document.addEventListener('focusin', note)
  document.addEventListener('pointerdown', byPointer, true)
  document.addEventListener('keydown', byKey, true)
  const observer = new MutationObserver(check)
  observer.observe(body, { childList: true, subtree: true })
  return () => {
    cancel()
    observer.disconnect()
    document.removeEventListener('focusin', note)
    document.removeEventListener('pointerdown', byPointer, true)
    document.removeEventListener('keydown', byKey, true)
  }
}

function ancestorsOf(element: Element): readonly Element[] {
  const { parentElement } = element
  return parentElement === null ? [element] : [element, ...ancestorsOf(parentElement)]
}

function firstControl(left: Element): HTMLElement | undefined {
  return [...left.querySelectorAll<HTMLElement>(controls)].find(
    (element) => element.tabIndex >= 0 && element.checkVisibility?.() !== false,
  )
}

function place(element: Element, preventScroll: boolean): void {
  if (!(element instanceof HTMLElement)) return
  if (!element.matches(controls) && !element.hasAttribute('tabindex')) element.tabIndex = -1
  element.focus({ preventScroll })
}
