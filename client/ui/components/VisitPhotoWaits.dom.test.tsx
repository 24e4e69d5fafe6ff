/** Rules VP977 and VP978 of client/ui/models/SPEC.md: a photo that takes its time, and one that never comes. */
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { createVisitModel } from '../models/visit-model.ts'
import { WriteVisit } from '../screens/staff/WriteVisit.tsx'
import { drawing, pick, slowPicture } from '../testing/pictures.ts'
import { createTestApp, renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { draftOf, kitchenForm } from '../testing/sample-writing.ts'
import { photoText } from '../text/en/photo.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

const written = ({ commands }: ReturnType<typeof createSampleEngine>) =>
  commands.filter(({ type }) => type === 'write-visit')

test('VP977 a picture that is read without an end holds nothing up: the visit goes on without it, and it is not taken in afterwards', async () => {
  const slow = slowPicture()
  drawing()
  const engine = createSampleEngine({ views: { draft: draftOf(kitchenForm) } })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  pick()
  await slow.asked
  press(photoText.without)
  await waitFor(() => expect(screen.queryByText(photoText.working)).toBeNull())
  expect(screen.queryByRole('button', { name: photoText.without })).toBeNull()
  press('Check and finish')
  press('Finish visit')
  await waitFor(() => expect(written(engine)).toHaveLength(1))
  await act(async () => slow.give())
  expect(engine.photoActs.filter(({ type }) => type === 'keep')).toEqual([])
  expect(written(engine)[0]).not.toHaveProperty('photo')
})

test('VP978 a draft is kept, and left, once the photo that was taken for it is here, and it says that it waits', async () => {
  const slow = slowPicture()
  const engine = createSampleEngine({ views: { draft: draftOf(kitchenForm) } })
  const { app } = renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, {
    engine,
    path: '/visit/doreen/v-doreen',
  })
  pick()
  await slow.asked
  press('Keep as draft')
  await screen.findByText(photoText.keptOnceHere)
  expect(app.router.route.value).toMatchObject({ name: 'visit' })
  slow.reject()
  await waitFor(() => expect(app.router.route.value).toEqual({ name: 'person', personId: 'doreen' }))
})

test('VP978 what comes after the page was left is put into no draft', () => {
  const engine = createSampleEngine({ views: { draft: draftOf(kitchenForm) } })
  const model = createVisitModel('doreen', 'v-doreen', { ...createTestApp({ engine }), wordKept: String })
  const before = model.form.value
  expect(before).toBeDefined()
  model.dispose()
  model.change((now) => ({ ...now, photo: { blob: 'b1', words: '', consent: null } }))
  expect(model.form.value).toBe(before)
})
