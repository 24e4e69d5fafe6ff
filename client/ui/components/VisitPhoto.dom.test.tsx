/** A photo with a note and in the record, found by role and name: the words it needs, and what is said of where it is. */
import { signal } from '@preact/signals'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { PhotoAct, PhotoActOutcome, PhotoItem } from '../../engine-api/photo-acts.ts'
import { emptyVisitForm } from '../models/visit-form.ts'
import { WriteVisit } from '../screens/staff/WriteVisit.tsx'
import { keptDraft as draft, drawing, pick, keptPicture as picture, slowPicture } from '../testing/pictures.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine, type SampleEngine } from '../testing/sample-engine.ts'
import { samplePerson } from '../testing/sample-record.ts'
import { draftOf, kitchenForm } from '../testing/sample-writing.ts'
import { photoText } from '../text/en/photo.ts'
import { StoryPhoto } from './StoryPhoto.tsx'
import { VisitPhoto } from './VisitPhoto.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

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

test('VP404 VP632 a photo that is removed is thrown away once it is said that it is nowhere else, and the note is as it was', async () => {
  const engine = createSampleEngine({
    views: { draft: draftOf(kitchenForm) },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : { type: 'discarded' }),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  await screen.findByRole('textbox', { name: /^What it shows/ })
  press('Remove the photo')
  expect(screen.getByRole('alert').textContent).toContain('It is kept with this draft and nowhere else.')
  press('Keep it')
  expect(engine.photoActs.map(({ type }) => type)).not.toContain('discard')
  press('Remove the photo')
  press('Yes, delete the photo')
  await waitFor(() => expect(engine.photoActs.map(({ type }) => type)).toContain('discard'))
  expect(screen.queryByRole('textbox', { name: /^What it shows/ })).toBeNull()
})

test.each([
  [{ type: 'here-only' }, 'Photo on this tablet only.'],
  [{ type: 'not-sent', problem: 'over-quota' }, 'Photo not sent'],
  [{ type: 'not-sent', problem: 'lost-here' }, 'Photo not sent'],
] as const)('VP405 a photo of ours that the relay has not got says so: %o', async (travel, said) => {
  const engine = createSampleEngine({ photoOutcome: () => picture })
  renderScreen(<StoryPhoto personId="doreen" photo={{ ...photo, travel }} />, { engine })
  expect(document.body.textContent).toContain(said)
  expect(document.body.textContent).not.toContain('Photo sent')
  const large = await screen.findByRole('button', { name: 'Left shin: show larger' })
  fireEvent.click(large)
  expect(screen.getByRole('button', { name: 'Left shin: show smaller' }).getAttribute('aria-expanded')).toBe('true')
})

test('VP660 a photo that was not sent has the look of all that was not, says why, and is tried again by a press where that can help', () => {
  const shown = (problem: string) => {
    const engine = createSampleEngine({ photoOutcome: () => picture })
    const screen = renderScreen(
      <StoryPhoto personId="doreen" photo={{ ...photo, travel: { type: 'not-sent', problem } }} />,
      { engine },
    )
    return { ...screen, engine }
  }
  const full = shown('over-quota')
  expect(full.getByText('Photo not sent').closest('.state.fail')).not.toBeNull()
  full.getByText(/^It is on this tablet only: there is no room left/)
  press(/^Try again/)
  expect(full.engine.calls).toEqual(['syncNow'])
  cleanup()
  const lost = shown('lost-here')
  lost.getByText(/^It cannot be read from this tablet’s disk any more\. Take it again/)
  expect(lost.queryByRole('button', { name: /^Try again/ })).toBeNull()
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

test('VP760 a photo that comes by itself while its page stands appears there; until then it says why it is away', async () => {
  let isHere = false
  const away = (fetch: boolean): PhotoActOutcome => ({ type: fetch ? 'no-signal' : 'not-here' })
  const engine = createSampleEngine({
    photoOutcome: (act) => (isHere ? picture : away(act.type === 'show' && act.fetch)),
  })
  const { app } = renderScreen(<StoryPhoto personId="doreen" photo={photo} />, { engine })
  const laterOn = async () => {
    const asked = engine.photoActs.length
    app.clock.value = (app.clock.value + 20_000) as Instant
    await waitFor(() => expect(engine.photoActs).toHaveLength(asked + 1))
  }
  await screen.findByText(/Getting it needs signal/)
  press('Get the photo (240 kB)')
  await screen.findByText(/there is no signal/)
  await laterOn()
  screen.getByText(/there is no signal/)
  isHere = true
  await laterOn()
  await screen.findByRole('button', { name: 'Left shin: show larger' })
  expect(screen.queryByRole('button', { name: /^Get the photo/ })).toBeNull()
  expect(engine.photoActs.filter((act) => act.type === 'show' && act.fetch)).toHaveLength(1)
})

function storyWith(...photos: readonly string[]) {
  const [first] = samplePerson.story
  const pictured = photos.map((words, at) => ({
    ...first!,
    id: `with ${at}`,
    photo: { ...photo, id: `photo ${at}`, words },
  }))
  return { ...samplePerson, story: [...pictured, ...samplePerson.story] }
}

test('VP630 VP631 the photo before stands beside the new one with who took it and when, and its words are taken over by a press', async () => {
  const engine = createSampleEngine({
    views: { draft: draftOf({ ...kitchenForm, typed: {} }), person: storyWith('Right heel', 'Left shin') },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : picture),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  const words = await screen.findByRole<HTMLInputElement>('textbox', { name: /^What it shows/ })
  const before = screen.getByRole('region', { name: 'The photo before' })
  expect(before.textContent).toMatch(/Taken .+, by .+/)
  expect(before.textContent).toContain('Photo: Right heel')
  press('Left shin')
  expect(before.textContent).toContain('Photo: Left shin')
  press('It is the same place: use these words')
  expect(words.value).toBe('Left shin')
  expect(screen.queryByRole('button', { name: 'It is the same place: use these words' })).toBeNull()
})

test('VP630 of another place none stands beside it by itself', async () => {
  const engine = createSampleEngine({
    views: { draft: draftOf({ ...kitchenForm, typed: {} }), person: storyWith('Right heel', 'Left shin') },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : picture),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  const words = await screen.findByRole<HTMLInputElement>('textbox', { name: /^What it shows/ })
  fireEvent.input(words, { target: { value: 'Sacrum' } })
  const before = screen.getByRole('region', { name: 'The photo before' })
  expect(before.querySelector('figure')).toBeNull()
  expect(before.textContent).toContain('No earlier photo has these words.')
  fireEvent.input(words, { target: { value: 'left SHIN' } })
  expect(before.textContent).toContain('Photo: Left shin')
})

test('VP632 throwing a draft away says that its photo goes with it', async () => {
  const engine = createSampleEngine({
    views: { draft: draftOf({ ...kitchenForm, photo: { blob: 'b1', words: 'Left shin', consent: 'agreed' } }) },
    photoOutcome: (act) => (act.type === 'show-draft' ? { ...picture, draft } : { type: 'discarded' }),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  await screen.findByRole('textbox', { name: /^What it shows/ })
  press('Start again')
  expect(screen.getByRole('alert').textContent).toContain('Its photo is deleted with it: it is nowhere else.')
})

test('SK700 until a photo is on the disk, or it is clear that it is none, nothing is called saved', async () => {
  const picture = slowPicture()
  const form = emptyVisitForm('doreen', null, sampleNow)
  const { app, findByText } = renderScreen(
    <VisitPhoto form={form} called="Dot" story={[]} coming={signal(0)} onChange={() => {}} onKept={() => {}} />,
  )
  expect(await app.page.saveAll()).toBe(true)
  pick()
  await findByText(photoText.working)
  expect(await app.page.saveAll()).toBe(false)
  expect(await app.lockDevice()).toBe(false)
  await picture.asked
  picture.reject()
  await findByText(photoText.problems['no-picture'])
  expect(await app.page.saveAll()).toBe(true)
})

const writtenBy = (engine: SampleEngine) => engine.commands.filter(({ type }) => type === 'write-visit')

test('VP930 while a photo is being made ready the visit cannot be checked: the words say so and lead to it', async () => {
  const picture = slowPicture()
  const engine = createSampleEngine({ views: { draft: draftOf(kitchenForm) } })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  pick()
  press('Check and finish')
  const said = await screen.findByRole('link', { name: photoText.missing.making })
  fireEvent.click(said)
  expect(document.activeElement).toBe(document.querySelector('input[type=file]'))
  expect(screen.queryByRole('button', { name: 'Finish visit' })).toBeNull()
  await picture.asked
  picture.reject()
  await screen.findByText(photoText.problems['no-picture'])
  expect(screen.queryByText(photoText.missing.making)).toBeNull()
  press('Check and finish')
  press('Finish visit')
  await waitFor(() => expect(writtenBy(engine)).toHaveLength(1))
})

test('VP930 of a visit without a word yet, too, it says that the photo is still coming', async () => {
  slowPicture()
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />)
  pick()
  press('Check and finish')
  await screen.findByRole('link', { name: photoText.missing.making })
  expect(document.body.textContent).not.toContain('Nothing is written yet')
})

test.each(['before', 'as'])(
  'VP931 a photo that comes %s it is finished, unchecked, is not left out nor written: finishing leads back',
  async (when) => {
    const kept = Promise.withResolvers<PhotoActOutcome>()
    const engine = createSampleEngine({
      views: { draft: draftOf(kitchenForm) },
      photoOutcome: () => kept.promise,
    })
    renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
    press('Check and finish')
    if (when === 'as') press('Finish visit')
    await act(async () => {
      kept.resolve({ ...picture, draft })
      await kept.promise
    })
    if (when === 'before') press('Finish visit')
    await screen.findByRole('textbox', { name: /^What it shows/ })
    expect(writtenBy(engine)).toEqual([])
    press('Check and finish')
    expect(document.body.textContent).toContain('Say in a few words what the photo shows')
    fireEvent.input(screen.getByRole('textbox', { name: /^What it shows/ }), { target: { value: 'Left shin' } })
    press(/agrees$/)
    press('Check and finish')
    press('Finish visit')
    await waitFor(() => expect(writtenBy(engine)).toMatchObject([{ photo: { blob: 'b1', words: 'Left shin' } }]))
  },
)

test('VP931 a photo that is shown again changes nothing, and finishing stays the same act', async () => {
  const finishing = { commandId: 'a'.repeat(32) }
  const whole = { ...kitchenForm, photo: { blob: 'b1', words: 'Left shin', consent: 'agreed' as const }, finishing }
  const engine = createSampleEngine({
    views: { draft: draftOf(whole) },
    photoOutcome: () => ({ ...picture, draft }),
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  await screen.findByRole('img', { name: 'Left shin' })
  press('Check and finish')
  press('Finish visit')
  await waitFor(() => expect(writtenBy(engine)).toMatchObject([finishing]))
})

const retaken = (act: PhotoAct): PhotoActOutcome =>
  act.type === 'keep' ? { type: 'kept', photo: { ...draft, blob: 'b2' } } : { ...picture, draft }

test('VP932 what is typed and said while another photo is made ready stays', async () => {
  drawing()
  const made = slowPicture()
  const engine = createSampleEngine({
    views: { draft: draftOf({ ...kitchenForm, typed: {} }) },
    photoOutcome: retaken,
  })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  const words = await screen.findByRole<HTMLInputElement>('textbox', { name: /^What it shows/ })
  pick()
  await made.asked
  fireEvent.input(words, { target: { value: 'Left shin' } })
  press(/agrees$/)
  made.give()
  await waitFor(() => expect(screen.queryByText(photoText.working)).toBeNull())
  expect(words.value).toBe('Left shin')
  press('Check and finish')
  press('Finish visit')
  await waitFor(() =>
    expect(writtenBy(engine)).toMatchObject([{ photo: { blob: 'b2', words: 'Left shin', consent: 'agreed' } }]),
  )
})

test('VP933 a photo is not asked about because the one before it was to be removed', async () => {
  drawing()
  const made = slowPicture()
  const engine = createSampleEngine({ views: { draft: draftOf(kitchenForm) }, photoOutcome: retaken })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  await screen.findByRole('textbox', { name: /^What it shows/ })
  press('Remove the photo')
  press('Start again')
  press('Throw it away')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: /^What it shows/ })).toBeNull())
  pick()
  made.give()
  await screen.findByRole('textbox', { name: /^What it shows/ })
  expect(screen.queryByText(photoText.removeSure)).toBeNull()
  expect(screen.getByRole('button', { name: 'Remove the photo' })).toBeTruthy()
})

test('VP934 a photo that cannot be made ready is told, whatever went wrong, and the visit can go on without it', async () => {
  drawing(() => {
    throw new Error('no memory')
  })
  slowPicture().give()
  const engine = createSampleEngine({ views: { draft: draftOf(kitchenForm) } })
  renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  pick()
  await screen.findByText(photoText.problems['not-kept'])
  expect(screen.queryByText(photoText.working)).toBeNull()
  press('Check and finish')
  press('Finish visit')
  await waitFor(() => expect(writtenBy(engine)).toHaveLength(1))
})
