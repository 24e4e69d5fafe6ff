/** FM5: what is new since one of the family last looked, and when she has looked. */
import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { SaveDraft } from '../../engine-api/commands.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import { karensHome, sharedHome } from '../testing/gallery-circle.ts'
import { sampleNow } from '../testing/sample-cast.ts'
import { circleList } from '../testing/sample-circle-tasks.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { createLookModel, lookAt, newsSince } from './look-model.ts'
import { type CircleList, seeTasks } from './tasks-since.ts'

const minute = 60_000
const later = (minutes: number) => (sampleNow + minutes * minute) as Instant
const quiet: HomeView = { ...sharedHome, threads: sharedHome.threads.map((row) => ({ ...row, unread: 0 })) }
const typesOf = (last: HomeView, view: HomeView) =>
  newsSince(lookAt(last, sampleNow), view, sampleNow).map(({ type }) => type)

test('FM5 nothing has changed: nothing is new', () => {
  expect(typesOf(quiet, quiet)).toEqual([])
})

test('FM5 each kind of change is told once, and only what is new', () => {
  const { nextVisit } = quiet
  const before = {
    ...quiet,
    told: { on: ['circle' as const], ended: [] },
    nextVisit: null,
    lastVisit: null,
    nextSteps: [],
  }
  expect(typesOf(before, quiet)).toEqual(['visit', 'came', 'step', 'shared', 'shared'])
  const moved = { ...quiet, nextVisit: { ...nextVisit!, to: later(600) } }
  expect(typesOf(quiet, moved)).toEqual(['visit'])
  expect(typesOf(quiet, { ...quiet, threads: karensHome.threads })).toEqual(['messages'])
})

test('FM5 a visit is told as not planned any more only while its time is to come and visits are shared', () => {
  const off = { ...quiet, nextVisit: null }
  const due = { ...quiet, nextVisit: { ...quiet.nextVisit!, to: later(60) } }
  expect(typesOf(due, off)).toEqual(['visit-gone'])
  expect(typesOf({ ...due, nextVisit: { ...due.nextVisit, to: later(-60) } }, off)).toEqual([])
  expect(typesOf(due, { ...off, told: { on: ['circle'], ended: ['visits'] } })).toEqual([])
})

/** A page whose waits run when the test says so, and one that can be left and come back to. */
function open(
  home: HomeView,
  draft: string | null,
  startAt: Instant = sampleNow,
  listed: readonly CircleList[] | null = [],
) {
  let now = startAt
  let waits: (() => void)[] = []
  const isVisible = signal(true)
  const view = signal<HomeView | undefined>(home)
  const lists = signal<readonly CircleList[] | undefined>(listed ?? undefined)
  const engine = createSampleEngine({ views: { draft: ({ key }) => ({ key, value: draft, savedAt: null }) } })
  const model = createLookModel(view, lists, {
    engine,
    readNow: () => now,
    newCommandId: () => '00',
    page: {
      isVisible,
      onHide: () => () => {},
      after: (_, task) => {
        waits.push(task)
        return () => {
          waits = waits.filter((each) => each !== task)
        }
      },
    },
  })
  return {
    model,
    isVisible,
    view,
    lists,
    wait: () => {
      for (const task of waits.splice(0)) task()
    },
    goTo: (next: Instant) => {
      now = next
    },
    kept: () =>
      engine.commands.filter((command): command is SaveDraft => command.type === 'save-draft').at(-1)?.value ?? null,
  }
}

test('FM5 the first time there is no last look; after a second she has looked', () => {
  const first = open(quiet, null)
  expect(first.model.last.value).toBeNull()
  expect(first.kept()).toBeNull()
  first.wait()
  const next = open(quiet, first.kept(), later(60))
  expect(next.model.last.value).toEqual(lookAt(quiet, sampleNow))
})

test('FM5 who comes back within ten minutes still finds what was new', () => {
  const old = lookAt({ ...quiet, nextVisit: null }, later(-600))
  const opened = open(quiet, JSON.stringify({ version: 1, before: null, now: old }))
  opened.wait()
  expect(open(quiet, opened.kept(), later(5)).model.last.value).toEqual(old)
  expect(open(quiet, opened.kept(), later(11)).model.last.value).toEqual(lookAt(quiet, sampleNow))
  opened.isVisible.value = false
  opened.goTo(later(20))
  opened.isVisible.value = true
  expect(opened.model.last.value).toEqual(lookAt(quiet, sampleNow))
})

test('FM5 what is still coming is not kept, nor what nobody looked at for a second', () => {
  const coming = open({ ...quiet, complete: false }, null)
  coming.wait()
  expect(coming.kept()).toBeNull()
  const glanced = open(quiet, null)
  glanced.isVisible.value = false
  glanced.wait()
  expect(glanced.kept()).toBeNull()
})

test('FM248 what she saw of the list is kept with the look, once the list is there', () => {
  const lists = [{ about: 'Doreen', view: circleList }]
  const waiting = open(quiet, null, sampleNow, null)
  waiting.wait()
  expect(waiting.kept()).toBeNull()
  waiting.lists.value = lists
  waiting.wait()
  const again = open(quiet, waiting.kept(), later(60), lists)
  expect(again.model.last.value?.tasks).toEqual(seeTasks(lists, null))
  again.lists.value = [{ about: 'Doreen', view: { ...circleList, open: [], complete: false } }]
  again.wait()
  expect(open(quiet, again.kept(), later(120)).model.last.value?.tasks).toEqual(seeTasks(lists, null))
})

test('FM5 a damaged memory is no memory', () => {
  expect(open(quiet, '{').model.last.value).toBeNull()
})
