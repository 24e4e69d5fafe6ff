import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JoinOutcome, JoinRequest } from '../../engine-api/engine-api.ts'
import { publicInvite, staffInvite } from '../testing/sample-writing.ts'
import { checkJoin, createJoinModel, passphraseMinimum } from './join-model.ts'

const settle = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

function engineWith(outcome: JoinOutcome, invite = staffInvite) {
  const joins: JoinRequest[] = []
  return {
    joins,
    readInvite: async () => ({ type: 'good', invite }) as const,
    join: async (request: JoinRequest) => {
      joins.push(request)
      return outcome
    },
  }
}

test('JN3 staff need 12 characters, the same twice; the public none', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (passphrase, again) => {
      const form = { name: 'Aisha', passphrase, again }
      const isGood = [...passphrase].length >= passphraseMinimum && passphrase === again
      expect(checkJoin(form, 'staff').length === 0).toBe(isGood)
      expect(checkJoin(form, 'public')).toEqual([])
    }),
  )
  expect(checkJoin({ name: '  ', passphrase: '', again: '' }, 'public')).toEqual(['name-missing'])
})

test('JN3 a passphrase goes to the engine as typed, spaces and all, and is then forgotten', async () => {
  const engine = engineWith({ ok: true })
  const model = createJoinModel('j=sample', engine)
  await settle()
  model.type({ passphrase: ' four words and more ', again: ' four words and more ' })
  expect(model.join()).toEqual([])
  await settle()
  expect(engine.joins).toEqual([{ invite: staffInvite, name: 'Aisha Rahman', passphrase: ' four words and more ' }])
  expect(model.form.value).toMatchObject({ passphrase: '', again: '' })
})

test('JN3 the public join without a passphrase, even when one was typed', async () => {
  const engine = engineWith({ ok: true }, publicInvite)
  const model = createJoinModel('j=sample', engine)
  await settle()
  model.type({ passphrase: 'something long enough' })
  model.join()
  await settle()
  expect(engine.joins[0]?.passphrase).toBeNull()
})

test('JN2 a refused invite is told and the form stays as it was', async () => {
  const engine = engineWith({ ok: false, problem: { type: 'invite-used' } })
  const model = createJoinModel('j=sample', engine)
  await settle()
  model.type({ passphrase: 'lamp otter gravel seven', again: 'lamp otter gravel seven' })
  model.join()
  await settle()
  expect(model.problem.value).toEqual({ type: 'invite-used' })
  expect(model.form.value.passphrase).toBe('lamp otter gravel seven')
})
