/** SX1069: what the relay answers to new keys of several groups that go in one request. A real device; the answers are given. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import { type ProblemType, problemTypes } from '../../../shared/protocol/problem.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import type { AdminPlan } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import { doreen, idOf, memoryRelayPlace, must, startNeighbourhood } from '../testing/neighbourhood.ts'
import { postPlans } from './post-plans.ts'

const taken: AppendResult = { type: 'stored', arrival: 1 as never }
const refused = (problem: ProblemType): AppendResult => ({ type: 'refused', problem })

test('SX1069 what was taken moves here and a lost race is told from what was not tried; a refusal for good moves nothing and says which and why', async () => {
  const memory = createMemoryRelay()
  const others = ['Walter', 'Olive'].map((name) => ({ ...doreen, personId: idOf<typeof doreen.personId>(name) }))
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory), people: [doreen, ...others] as never })
  const { device } = here.robot.admin.session()!
  const { chains, own } = device
  const admin = groupAdminOf({ clock: memory.clock, random: createSystemRandom() }, device)
  const groups = chains.byKind('care').map(({ group }) => group)
  const epochs = () => groups.map((group) => chains.state(group)!.epochs.length)
  const races: readonly ProblemType[] = ['compare-and-swap', 'chain-refused']
  const problems = problemTypes.filter((problem) => problem !== 'not-tried')
  const one = { where: fc.nat(groups.length), problem: fc.constantFrom(...races, ...problems) }
  await fc.assert(
    fc.asyncProperty(fc.record(one), async ({ problem, where }) => {
      const plans: AdminPlan[] = []
      for (const group of groups) plans.push(must(await admin.newEpoch(group)))
      const held: GroupId[] = []
      const holdKey: Keyring['holdKey'] = (group, ...key) => {
        held.push(group)
        return device.keyring.holdKey(group, ...key)
      }
      const answers = plans.map((_, at) => (at < where ? taken : refused(at === where ? problem : 'not-tried')))
      const relay = { appendControl: async () => ok(answers) }
      const before = epochs()
      const posted = await postPlans({ space: own.space, keyring: { holdKey }, chains, relay }, plans)
      if (where === groups.length || races.includes(problem)) {
        const isRace = where < groups.length
        expect(posted).toEqual(ok({ notTried: new Set(groups.slice(where + 1)), isRace }))
        expect(epochs()).toEqual(before.map((count, at) => (at < where ? count + 1 : count)))
        return
      }
      expect(posted).toEqual({ ok: false, error: { type: 'refused', group: groups[where], problem } })
      expect([epochs(), held]).toEqual([before, []])
    }),
    { numRuns: 40 },
  )
  here.allowUnreadable('the relay was never asked: these keys are in one head alone')
  await here.close()
})
