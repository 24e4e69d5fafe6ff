/** A photo with a note and in the record, found by role and name: the words it needs, and what is said of where it is. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { PhotoActOutcome, PhotoItem } from '../../engine-api/photo-acts.ts'
import { WriteVisit } from '../screens/staff/WriteVisit.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { draftOf, kitchenForm } from '../testing/sample-writing.ts'
import { StoryPhoto } from './StoryPhoto.tsx'

afterEach(cleanup)

const bytes = new Uint8Array([1, 2, 3])
const draft = { blob: 'b1', bytes: 3, width: 40, height: 30 }
const picture: PhotoActOutcome = { type: 'picture', bytes, mediaType: 'image/jpeg' }
const photo: PhotoItem = {
  ...{ id: 'photo-1', width: 1_200, height: 900, bytes: 240_000, words: 'Left shin' },
  ...{ consent: 'agreed', travel: null },
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

test('VP404 words and somebody’s yes are asked for and never filled in; then the photo goes with the visit', async () => {
  const engine = createSampleEngine({
    views: { draft: draftOf({ ...kitchenForm, typed: {} }) },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : { type: 'discarded' }),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  const words = await screen.findByRole<HTMLInputElement>('textbox', { name: /^What it shows/ })
  expect(words.value).toBe('')
  press('Check and finish')
  expect(document.body.textContent).toContain('Say in a few words what the photo shows')
  fireEvent.input(words, { target: { value: 'Left shin' } })
  press('Check and finish')
  expect(document.body.textContent).toContain('Say whether the photo may be kept')
  expect(screen.getByRole('button', { name: /agrees$/ }).getAttribute('aria-pressed')).toBe('false')
  press(/agrees$/)
  press('Check and finish')
  expect(document.body.textContent).toContain('Photo: Left shin')
  press('Finish visit')
  await waitFor(() => expect(engine.commands.map(({ type }) => type)).toContain('write-visit'))
  const written = engine.commands.find(({ type }) => type === 'write-visit')
  expect(written).toMatchObject({ photo: { blob: 'b1', words: 'Left shin', consent: 'agreed' } })
})

test('VP404 a photo that is removed is thrown away, and the note is as it was', async () => {
  const engine = createSampleEngine({
    views: { draft: draftOf(kitchenForm) },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : { type: 'discarded' }),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  await screen.findByRole('textbox', { name: /^What it shows/ })
  press('Remove the photo')
  await waitFor(() => expect(engine.photoActs.map(({ type }) => type)).toContain('discard'))
  expect(screen.queryByRole('textbox', { name: /^What it shows/ })).toBeNull()
})

test.each([
  [{ type: 'here-only' }, 'Photo on this tablet only.'],
  [{ type: 'not-sent', problem: 'over-quota' }, 'Photo not sent, and on this tablet only'],
] as const)('VP405 a photo of ours that the relay has not got says so: %o', async (travel, said) => {
  const engine = createSampleEngine({ photoOutcome: () => picture })
  renderScreen(<StoryPhoto personId="doreen" photo={{ ...photo, travel }} />, { engine })
  expect(document.body.textContent).toContain(said)
  expect(document.body.textContent).not.toContain('Photo sent')
  const large = await screen.findByRole('button', { name: 'Left shin: show larger' })
  fireEvent.click(large)
  expect(screen.getByRole('button', { name: 'Left shin: show smaller' }).getAttribute('aria-expanded')).toBe('true')
})

test('VP405 a photo that is not here says why, whatever happens, and is fetched when it is asked for', async () => {
  const answers: PhotoActOutcome[] = [{ type: 'not-here' }, { type: 'no-signal' }, { type: 'not-at-relay' }, picture]
  const engine = createSampleEngine({ photoOutcome: () => answers.shift() })
  renderScreen(<StoryPhoto personId="doreen" photo={photo} />, { engine })
  for (const said of ['Getting it needs signal.', 'there is no signal', 'has not been sent from there']) {
    await waitFor(() => expect(document.body.textContent).toContain(said))
    press('Get the photo (240 kB)')
  }
  expect(await screen.findByRole('button', { name: 'Left shin: show larger' })).toBeTruthy()
  expect(engine.photoActs.map((act) => act.type === 'show' && act.fetch)).toEqual([false, true, true, true])
})
