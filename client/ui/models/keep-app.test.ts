/** SW600: an app that could not be kept is tried again while it is open, and left alone once it is. */
import { expect, test } from 'vitest'
import { beginAgainMs, type Keeping, keepApp } from './keep-app.ts'

/** A browser that gives it up; `answers` are how far it says to be, one a look. */
function startKeeping(answers: (Keeping | Error)[]) {
  const waits: { readonly ms: number; readonly task: () => void }[] = []
  let begun = 0
  let comesOnline = () => {}
  keepApp({
    page: {
      after: (ms, task) => {
        const wait = { ms, task }
        waits.push(wait)
        return () => void waits.splice(waits.indexOf(wait), 1)
      },
    },
    begin: async () => {
      begun++
      throw new Error('the signal went')
    },
    howFar: async () => {
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer ?? 'kept'
    },
    onOnline: (task) => {
      comesOnline = task
    },
  })
  const settled = () => new Promise(setImmediate)
  return {
    begun: () => begun,
    waits,
    pass: async () => {
      waits.shift()!.task()
      await settled()
    },
    online: async () => {
      comesOnline()
      await settled()
    },
  }
}

test('SW600 keeping the app is begun again while the page is open, until the browser has it', async () => {
  const it = startKeeping(['none', new Error('no answer'), 'none', 'begun', 'none', 'kept'])
  expect([it.begun(), it.waits.map(({ ms }) => ms)]).toEqual([1, [beginAgainMs]])
  const counts: number[] = []
  for (const _ of [1, 2, 3, 4, 5]) {
    await it.pass()
    counts.push(it.begun())
    expect(it.waits.length).toBe(1)
  }
  // Not while nobody knows, and not while the browser is at it: it may give that up too.
  expect(counts).toEqual([2, 2, 3, 3, 4])
  await it.pass()
  expect([it.begun(), it.waits.length]).toEqual([4, 0])
})

test('SW660 where the browser knows that the signal is back it is begun again at once, and once', async () => {
  const it = startKeeping(['none', 'begun', 'kept'])
  await it.online()
  expect([it.begun(), it.waits.length]).toEqual([2, 1])
  await it.online()
  expect([it.begun(), it.waits.length]).toEqual([2, 1])
  await it.online()
  await it.online()
  expect([it.begun(), it.waits.length]).toEqual([2, 0])
})
