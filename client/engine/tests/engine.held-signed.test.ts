/** HB1034: what a changed app left on a tablet that was removed, signed as another. */
import { expect, test } from 'vitest'
import { type MemberId, zeroDoc } from '../../../shared/lib/ids.ts'
import { writeInvitedCard } from '../../domain/records/invited-card.ts'
import { writeStaffCard } from '../../domain/records/staff-card.ts'
import { doreen, joinWith, must, openState, stateOf, sync } from '../testing/neighbourhood.ts'
import { startTwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen

test('HB1034 the list of what is held back names staff as the team has them, and says what was signed beside it', async () => {
  const two = await startTwoColleagues()
  const { aisha, here } = two
  const lena = here.device({ network: two.memory.wire() })
  await joinWith(lena.engine, await here.invite('Lena Hartley', 'admin'))
  await sync(here.robot)
  await openState(lena.engine)
  const mine = aisha.engine.admin.session()!.device
  const { memberId: member, role: title } = mine.own.signature
  const { device: robot, writer } = here.robot.admin.session()!
  const invited = must(
    writeInvitedCard({ member: member as MemberId, name: 'Aisha Rahman', title }, robot.baseOf(null)),
  )
  const team = { kind: 'record', group: robot.own.group, priority: 'bulk', doc: zeroDoc } as const
  const label = { kind: 'team', personId: null } as const
  const alone = { alongside: [], sealedAlongside: [] }
  must(await writer.write({ entries: [{ ...team, records: [invited], label }], ...alone }))
  await sync(here.robot, aisha.engine, lena.engine)

  Object.assign(mine.own.signature, { name: 'Tom Reid', role: 'GP' })
  const card = must(writeStaffCard({ phone: '' }, mine.baseOf(null)))
  must(await aisha.engine.admin.session()!.writer.write({ entries: [{ ...team, records: [card], label }], ...alone }))
  await sync(aisha.engine, lena.engine)
  aisha.wire.setFate('request-lost')
  const note = { words: '', found: 'Stop the blue ones', did: '', next: '' }
  const intent = two.intent()
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  expect(await aisha.engine.run({ ...visit, startedAt: intent.at, ...intent })).toEqual({ ok: true })
  const task = { title: 'Ring the pharmacy', details: '', due: null, priority: 'today' } as const
  expect(await aisha.engine.run({ type: 'add-task', personId, task, take: true, ...two.intent() })).toEqual({
    ok: true,
  })
  expect(await lena.engine.teamAct({ type: 'remove-device', deviceId: mine.device })).toEqual({ type: 'done' })
  aisha.wire.setFate('delivered')
  await aisha.engine.syncNow()
  await stateOf(aisha.engine, (state) => state.type === 'removed' && state.erased === true)
  const opening = { type: 'open-record', personId, reason: 'asked', words: 'What Aisha had left', hours: 2 } as const
  expect(await lena.engine.accessAct(opening)).toEqual({ type: 'done', told: true })
  await sync(lena.engine)
  const outcome = await lena.engine.heldAct({ type: 'list' })
  const items = outcome.type === 'list' ? outcome.view.items : []
  const written = items.filter(({ content }) => content.type === 'words' || content.type === 'change')
  expect(written.map(({ content, who }) => [content.type, who?.name, who?.role])).toEqual([
    ['words', 'Aisha Rahman', `${title} (signed as “Tom Reid, GP”)`],
    ['change', 'Aisha Rahman', title],
  ])
  const change = written[1]?.content
  expect(change?.type === 'change' && change.words).toEqual(['Ring the pharmacy'])
  await here.close()
})
