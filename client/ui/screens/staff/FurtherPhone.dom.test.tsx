/** Another phone of Karen's, on her card in her mother's record: what is said before it, at it and after it. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { CircleAct, CircleActOutcome, CircleProblem } from '../../../engine-api/circle-acts.ts'
import { karensHome, meKaren } from '../../testing/gallery-circle.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { karen, meDoreen, sampleNow } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { onHerPhone, sampleSharing, takenOut } from '../../testing/sample-sharing.ts'
import { WhatISee } from '../public/WhatISee.tsx'
import { WhoSees } from '../public/WhoSees.tsx'
import { Sharing } from './Sharing.tsx'

afterEach(cleanup)

const begin = 'Let another phone of Karen’s in'
const hers = { inviteId: 'i-1', code: '482913', again: karen.memberId }
const anybodys = { inviteId: 'i-2', code: '111222', again: null }

function open(answer: (act: CircleAct) => CircleActOutcome, sharing = sampleSharing) {
  return renderScreen(<Sharing personId="doreen" />, {
    engine: createSampleEngine({ circleOutcome: answer, views: { sharing } }),
  })
}

function door(waiting: readonly (typeof hers | typeof anybodys)[], letIn: CircleActOutcome = { type: 'done' }) {
  return (act: CircleAct): CircleActOutcome => {
    if (act.type === 'who-waits') return { type: 'waiting', waiting }
    return act.type === 'invite-family' ? { type: 'invited', fragment: '#j=abc', expiresAt: sampleNow } : letIn
  }
}

const card = async () => within(await screen.findByRole('region', { name: 'Karen Ashworth' }))

test('FS1090 another phone is let in on the card: what it does and what of a lost one first, then square and link, then the digits, and where to remove a lost one', async () => {
  const { app, engine } = open(door([hers]))
  const karens = await card()
  fireEvent.click(karens.getByRole('button', { name: begin }))
  expect(karens.getByText(/also what was written before\.$/)).toBeDefined()
  expect(karens.getByText(/^What Dot shares with Karen, or does not, is so on it too\./)).toBeDefined()
  expect(karens.getByText(/lost or stolen\?.*“Phones”.*What it already read stays read\.$/)).toBeDefined()
  expect(engine.circleActs.some(({ type }) => type === 'invite-family')).toBe(false)
  fireEvent.click(karens.getByRole('button', { name: 'Make the link' }))
  expect(await karens.findByRole('heading', { name: 'For Karen’s other phone' })).toBeDefined()
  expect(karens.getByRole('img', { name: 'Square code for Karen’s other phone' })).toBeDefined()
  const again = { memberId: karen.memberId, face: karen.face }
  const asked = { type: 'invite-family', personId: 'doreen', name: 'Karen Ashworth', relation: 'daughter', again }
  expect(engine.circleActs.filter(({ type }) => type === 'invite-family')).toEqual([asked])
  fireEvent.click(karens.getByRole('button', { name: 'Copy the link' }))
  await waitFor(() => expect(app.copied.at(-1)).toMatch(/\/#j=abc$/))
  expect(karens.getByText(/^A phone asks to come in as Karen’s\./)).toBeDefined()
  expect(karens.getByText('482 913')).toBeDefined()
  expect(engine.circleActs.some(({ type }) => type === 'let-in')).toBe(false)
  fireEvent.click(karens.getByRole('button', { name: 'Yes, the same. Let them in' }))
  expect(await karens.findByText(/^Done\. Karen’s other phone is in.*remove it now/)).toBeDefined()
  expect(engine.circleActs.at(-1)).toMatchObject({ type: 'let-in', inviteId: 'i-1', code: '482913' })
})

test('FS1090 who waits as Karen stands on her card, and whoever is new beside the family; each answer is said where it was given', async () => {
  open(door([hers, anybodys]))
  const karens = await card()
  expect(await karens.findByText('482 913')).toBeDefined()
  expect(karens.queryByText('111 222')).toBeNull()
  expect(screen.getByText('111 222')).toBeDefined()
  fireEvent.click(karens.getByRole('button', { name: 'No, other digits: do not let in' }))
  expect(await karens.findByText(/^Nobody was let in\. Somebody else may have opened the link/)).toBeDefined()
  expect(screen.queryByText('482 913')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Yes, the same. Let them in' }))
  expect(await screen.findByText(/^They are in\./)).toBeDefined()
  expect(karens.queryByText(/^Nobody was let in/)).toBeNull()
  expect(karens.queryByText(/^They are in\./)).toBeNull()
})

test('FS1091 of whom was taken out of the circle no phone is let in: it is said why, and what to do if they are to come back', async () => {
  open(door([]), takenOut)
  const karens = await card()
  expect(karens.queryByRole('button', { name: begin })).toBeNull()
  expect(
    karens.getByText(/^No other phone of Karen’s can be let in now: Karen was taken out of Dot’s circle\./),
  ).toBeDefined()
})

test.each<[CircleProblem, RegExp]>([
  ['out-of-circle', /^Nobody was let in: they are not in the circle any more\.$/],
  ['no-signal', /^There is no signal now\.$/],
  ['nobody-waits', /^Nobody was let in\.$/],
  ['digits-changed', /^The digits have changed\. Nobody was let in\.$/],
])('FS1091 what was not done is said on the card, and nothing is said to be done: %s', async (problem, said) => {
  open(door([hers], { type: 'failed', problem }))
  const karens = await card()
  fireEvent.click(await karens.findByRole('button', { name: 'Yes, the same. Let them in' }))
  expect(await karens.findByText(said)).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
  expect(karens.getByText('482 913')).toBeDefined()
})

test('FS1092 where somebody new is let in stands what to do for another phone of somebody who is there, to staff and on her phone; and on Karen’s own how it becomes hers', async () => {
  const { unmount } = open(door([]))
  fireEvent.click(await screen.findByRole('button', { name: 'Let somebody of the family in' }))
  expect(
    screen.getByText(/another phone\? Let it in on their card: from here it would be somebody new\.$/),
  ).toBeDefined()
  unmount()
  const views = { sharing: onHerPhone, home: { ...karensHome, about: 'Doreen' } }
  const phone = { engine: createSampleEngine({ views }), deviceWord: 'phone' } as const
  const hers = renderScreen(<WhoSees />, { ...phone, me: meDoreen })
  expect(screen.queryByRole('button', { name: begin })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Let somebody of the family in' }))
  expect(screen.getByText(/another phone\? Ask your nurse: they let it in as theirs\./)).toBeDefined()
  hers.unmount()
  renderScreen(<WhatISee />, { ...phone, me: meKaren })
  expect(
    await screen.findByText(/^Ask the team: they let it in as yours, with the circle and what you and they wrote\./),
  ).toBeDefined()
})

test('FS1090 a link is put away, and without signal it is said that the digits show by themselves', async () => {
  open((act) => (act.type === 'who-waits' ? { type: 'failed', problem: 'no-signal' } : door([])(act)))
  const karens = await card()
  fireEvent.click(karens.getByRole('button', { name: begin }))
  fireEvent.click(karens.getByRole('button', { name: 'Make the link' }))
  expect(await karens.findByText(/^There is no signal here now\. The digits show as soon as there is/)).toBeDefined()
  expect(screen.getByRole('button', { name: 'Let somebody of the family in' })).toBeDefined()
  fireEvent.click(karens.getByRole('button', { name: 'Close' }))
  expect(karens.queryByRole('heading', { name: 'For Karen’s other phone' })).toBeNull()
  expect(karens.getByRole('button', { name: begin })).toBeDefined()
})
