/** AD314 to AD316: a lost phone of the public, and phones that hand over, at the relay's door. */
import { expect, test } from 'vitest'
import type { GroupId } from '../../shared/lib/ids.ts'
import type { Control } from '../../shared/protocol/control.ts'
import { createTestDevice, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, memberControl } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, words } from '../testing/test-relay.ts'

/** Doreen has two phones, another person one, in her private group and her circle. */
function peopled(name: string) {
  const made = createTestSpace(name)
  const { board, cast, circle, post } = made
  const lost = createTestDevice(`${name} lost`, 'patient', cast.patient.member)
  const anothers = createTestDevice(`${name} another person`, 'patient')
  for (const group of [made.private, circle, board]) {
    for (const device of [lost, anothers]) post(cast.nurse, group, memberControl(device))
  }
  return { ...made, lost, anothers }
}

const groups = ['private', 'circle', 'board'] as const
/** In her private group, her circle and on the board. */
const removers = {
  admin: [true, true, true],
  nurse: [true, true, true],
  pharmacist: [true, true, true],
  patient: [true, true, false],
  relative: [false, false, false],
  linkWorker: [false, false, false],
  governance: [false, false, false],
  stranger: [false, false, false],
} as const satisfies Readonly<Record<string, readonly boolean[]>>

for (const who of Object.keys(removers) as (keyof typeof removers)[]) {
  test(`AD314 whether ${who} removes a lost phone of the person’s, and what it is served then`, async () => {
    const made = peopled(`lost ${who}`)
    const { cast, draft, draftContent, lost, space } = made
    const relay = await createPeopledRelay(made)
    const removed: boolean[] = []
    for (const kind of groups) {
      const entry = draft(cast[who], made[kind], { type: 'remove', device: lost.id })
      const [word] = words(await relay.grow(space, [{ entry, boxes: [] }]))
      removed.push(word === 'stored')
      const written = words(await relay.push([draftContent(lost, made[kind])]))
      // On the board is nobody who is nowhere else (AD18).
      const hasLeft = word === 'stored' || (kind === 'board' && who === 'patient')
      expect([kind, written]).toEqual([kind, [hasLeft ? 'quarantined' : 'stored']])
    }
    expect(removed).toEqual(removers[who])
    const isOut = removed.every(Boolean)
    const signedIn = await relay.signIn(space, lost).then(
      () => true,
      () => false,
    )
    expect([who, signedIn]).toEqual([who, !isOut && who !== 'patient'])
  })
}

test('AD314 a phone of hers removes no other person’s, no relative’s phone removes hers, and the signature must be its own', async () => {
  const made = peopled('lost others')
  const { anothers, cast, circle, draft, lost, space } = made
  const relay = await createPeopledRelay(made)
  const remove = (by: TestDevice, device: TestDevice) => draft(by, circle, { type: 'remove', device: device.id })
  const said = async (entry: ReturnType<typeof remove>) => words(await relay.grow(space, [{ entry, boxes: [] }]))[0]
  expect(await said(remove(cast.patient, anothers))).toBe('chain-refused')
  expect(await said(remove(anothers, lost))).toBe('chain-refused')
  expect(await said(remove(cast.relative, lost))).toBe('chain-refused')
  expect(await said(remove({ ...cast.patient, sign: cast.relative.sign }, lost))).toBe('unknown-or-forbidden')
  // Which of the two is lost the chain cannot know.
  expect(await said(remove(lost, cast.patient))).toBe('stored')
  expect(await said(remove(cast.patient, lost))).toBe('author-not-active')
})

/** Where each is named, in the order it hands over. */
const handsOver = {
  patient: ['private', 'circle', 'board'],
  relative: ['private', 'circle'],
  linkWorker: ['circle', 'team'],
  governance: ['team'],
  nurse: ['team'],
} as const

for (const who of Object.keys(handsOver) as (keyof typeof handsOver)[]) {
  test(`AD315 the device of ${who} hands over on each of its chains, as what it was and no more`, async () => {
    const made = createTestSpace(`hands over ${who}`)
    const { cast, chain, draft, draftContent, post, space } = made
    const relay = await createPeopledRelay(made)
    const former = cast[who]
    const again = createTestDevice(`${who} again`, former.role, former.member)
    const succeed: Control = { type: 'succeed', keys: again.keys }
    const say = async (by: TestDevice, group: GroupId, control: Control) =>
      words(await relay.grow(space, [{ entry: draft(by, group, control), boxes: [] }]))[0]
    for (const kind of handsOver[who]) {
      const group = made[kind]
      expect(await say({ ...former, sign: cast.stranger.sign }, group, succeed)).toBe('unknown-or-forbidden')
      expect(await say(again, group, succeed)).not.toBe('stored')
      expect(words(await relay.grow(space, [post(former, group, succeed)]))).toEqual(['stored'])
      expect(chain(group).devices[again.id]).toMatchObject({
        role: former.role,
        member: former.member,
        removedAt: null,
      })
      // What it is no more it cannot give to a third.
      expect(await say(former, group, { type: 'succeed', keys: cast.stranger.keys })).not.toBe('stored')
      expect(words(await relay.push([draftContent(former, group)]))).not.toEqual(['stored'])
      // Governance writes nowhere; an associate is in a circle again once the team has the new one too.
      const word = who === 'linkWorker' || who === 'governance' ? 'unknown-or-forbidden' : 'stored'
      expect([kind, words(await relay.push([draftContent(again, group)]))]).toEqual([kind, [word]])
    }
    if (who === 'linkWorker') expect(words(await relay.push([draftContent(again, made.circle)]))).toEqual(['stored'])
    await expect(relay.signIn(space, former)).rejects.toThrow('unknown-or-forbidden')
    expect(await relay.signIn(space, again)).not.toBe('')
    const newcomer = memberControl(createTestDevice(`${who} brings`, 'family'))
    const mayAdmit = who === 'nurse' || who === 'patient'
    expect([who, await say(again, made.circle, newcomer)]).toEqual([
      who,
      mayAdmit ? 'stored' : who === 'governance' ? 'unknown-or-forbidden' : 'chain-refused',
    ])
  })
}

test('AD316 whoever takes the lost phone out takes out what it became: the old name is nobody’s any more', async () => {
  const made = peopled('became')
  const { cast, draft, lost, post, space } = made
  const relay = await createPeopledRelay(made)
  const became = createTestDevice('became again', 'patient', cast.patient.member)
  const remove = (device: TestDevice): Control => ({ type: 'remove', device: device.id })
  for (const kind of ['board', 'private', 'circle'] as const) {
    expect(words(await relay.grow(space, [post(lost, made[kind], { type: 'succeed', keys: became.keys })]))).toEqual([
      'stored',
    ])
    const old = { entry: draft(cast.nurse, made[kind], remove(lost)), boxes: [] }
    expect(words(await relay.grow(space, [old]))).toEqual(['chain-refused'])
    expect(words(await relay.grow(space, [post(cast.nurse, made[kind], remove(became))]))).toEqual(['stored'])
  }
  for (const device of [lost, became]) await expect(relay.signIn(space, device)).rejects.toThrow('unknown-or-forbidden')
})
