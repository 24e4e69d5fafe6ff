/**
 * The keyboard never falls out of the page (SH7). A control that is pressed is
 * often replaced: by the form it opens, by what was saved. A browser then forgets
 * where one was. Whoever has a better place takes the focus first; otherwise it
 * goes to what stands there now: the nearest part of the page that is left. What
 * is only put elsewhere in a list that came in another order keeps it (SH810).
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
  let cancelLeaving = () => {}

  function note({ target }: FocusEvent): void {
    cancelLeaving()
    path = target instanceof Element ? ancestorsOf(target) : []
  }

  /** By hand, for nothing else: what goes away or moves after that was nobody's place. */
  function noteLeft(): void {
    cancelLeaving()
    cancelLeaving = after(0, () => {
      const [here] = path
      if (here?.isConnected === true && isSeen(here) && document.activeElement === body) path = []
    })
  }

  function check(changes: readonly MutationRecord[]): void {
    const [here] = path
    if (here === undefined) return
    if (here.isConnected) {
      if (document.activeElement === body && isSeen(here) && wasMoved(here, changes)) focusAgain(here)
      return
    }
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
  document.addEventListener('focusout', noteLeft)
  document.addEventListener('pointerdown', byPointer, true)
  document.addEventListener('keydown', byKey, true)
  const observer = new MutationObserver(check)
  observer.observe(body, { childList: true, subtree: true })
  return () => {
    cancel()
    cancelLeaving()
    observer.disconnect()
    document.removeEventListener('focusin', note)
    document.removeEventListener('focusout', noteLeft)
    document.removeEventListener('pointerdown', byPointer, true)
    document.removeEventListener('keydown', byKey, true)
  }
}

function ancestorsOf(element: Element): readonly Element[] {
  const { parentElement } = element
  return parentElement === null ? [element] : [element, ...ancestorsOf(parentElement)]
}

function firstControl(left: Element): HTMLElement | undefined {
  return [...left.querySelectorAll<HTMLElement>(controls)].find((element) => element.tabIndex >= 0 && isSeen(element))
}

function isSeen(element: Element): boolean {
  return element.checkVisibility?.() !== false
}

/** Taken out and put in again at once: a browser forgets the focus all the same. */
function wasMoved(element: Element, changes: readonly MutationRecord[]): boolean {
  return changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(element)))
}

function focusAgain(element: Element): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true })
}

function place(element: Element, preventScroll: boolean): void {
  if (!(element instanceof HTMLElement)) return
  if (!element.matches(controls) && !element.hasAttribute('tabindex')) element.tabIndex = -1
  element.focus({ preventScroll })
}
