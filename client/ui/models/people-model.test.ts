/** Rules PE1 and PE584 of client/ui/SPEC.md: which answers are waited for. */
import { expect, test } from 'vitest'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import { createPeopleModel } from './people-model.ts'

/** An engine that answers when it is told to; `waiting` names what is asked, in the order of asking. */
function setup() {
  const listeners = new Map<string, (view: unknown) => void>()
  const watch = ((name: string, params: { readonly search?: string; readonly text?: string }, listener) => {
    const asked = `${name}: ${params.search ?? params.text}`
    listeners.set(asked, listener as (view: unknown) => void)
    return () => void listeners.delete(asked)
  }) as EngineApi['watch']
  return {
    model: createPeopleModel({ watch }),
    waiting: () => [...listeners.keys()],
    answer: (asked: string) => listeners.get(asked)!({ rows: [], total: 0 }),
  }
}

test('PE1 an older answer never replaces a newer one', () => {
  const { model, waiting } = setup()
  model.search.value = 'do'
  model.search.value = 'dor'
  expect(waiting()).toEqual(['people: dor'])
  model.dispose()
  expect(waiting()).toEqual([])
})

test('PE584 the records are searched once the people of these words are known, and no longer than they are wanted', () => {
  const { answer, model, waiting } = setup()
  answer('people: ')
  model.search.value = 'as'
  expect(waiting()).toEqual(['people: as'])
  answer('people: as')
  expect(waiting()).toEqual(['people: as', 'search: as'])
  model.search.value = 'ash'
  expect(waiting()).toEqual(['search: as', 'people: ash'])
  answer('people: ash')
  expect(waiting()).toEqual(['people: ash', 'search: ash'])
  model.dispose()
  expect(waiting()).toEqual([])
})
