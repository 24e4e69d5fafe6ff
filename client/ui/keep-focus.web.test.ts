/** Rules SH7 and SH810 of client/ui/SPEC.md, where a browser really forgets the focus. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepFocus } from './keep-focus.ts'

const list = document.createElement('ul')
const waiting = new Set<() => void>()
let stop = () => {}

function after(_ms: number, task: () => void): () => void {
  waiting.add(task)
  return () => waiting.delete(task)
}

/** What was changed has been noticed, and all that waits for its time has been done. */
async function settle(): Promise<void> {
  await Promise.resolve()
  for (const task of waiting) {
    waiting.delete(task)
    task()
  }
}

beforeEach(() => {
  list.innerHTML = '<li><textarea>Dressing changed</textarea></li><li><button>Another</button></li>'
  document.body.append(list)
  stop = keepFocus(document, after)
})
afterEach(() => {
  stop()
  list.remove()
})

const box = () => list.querySelector('textarea')!

test('SH810 a list that comes in another order leaves the focus, and the caret, where somebody writes', async () => {
  box().focus()
  box().setSelectionRange(3, 7)
  list.append(list.firstElementChild!)
  await settle()
  expect(document.activeElement).toBe(box())
  expect([box().selectionStart, box().selectionEnd]).toEqual([3, 7])
})

test('SH810 what was let go by hand is not taken up again, whether it moves or goes away', async () => {
  box().focus()
  box().blur()
  await settle()
  list.append(list.firstElementChild!)
  await settle()
  expect(document.activeElement).toBe(document.body)
  list.lastElementChild!.remove()
  await settle()
  expect(document.activeElement).toBe(document.body)
})

test('SH7 what goes away while it has the focus leaves it to what is nearest', async () => {
  box().focus()
  box().remove()
  await settle()
  expect(document.activeElement).toBe(list.querySelector('li'))
})
