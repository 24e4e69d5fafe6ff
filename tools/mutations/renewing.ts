/** What follows at once when somebody has left, or nobody is there: another key, a lock. */
import type { Mutation } from './mutation.ts'

export const renewingMutations: readonly Mutation[] = [
  {
    check: 'who left has no key to what is written next',
    file: 'client/engine/writing/writer.ts',
    from: "    await deps.renewing(words, request.onSaved === undefined ? 'the device' : 'somebody')\n",
    to: '',
    test: 'client/engine/tests/engine.renewing.test.ts',
  },
  {
    check: 'a new key is given while words are typed',
    file: 'client/engine/writing/prepare-writing.ts',
    from: "  await renewing(groups, 'somebody')\n",
    to: '',
    test: 'client/engine/tests/engine.renewing.test.ts',
  },
  {
    check: 'who left the team by itself knows every key that is sealed to the team’s',
    file: 'client/engine/sync/renewing.ts',
    from: ' || (team !== undefined && isDue(team.group))',
    to: '',
    test: 'client/engine/tests/engine.renewing.test.ts',
  },
  {
    check: 'nobody says where a leaver’s words end before they are here',
    file: 'client/engine/sync/renewing.ts',
    from: ' && deps.isWhole(chain)',
    to: '',
    test: 'client/engine/tests/engine.renewing.test.ts',
  },
  {
    check: 'the slower of two who renew waits for the other’s key',
    file: 'client/engine/sync/renew-groups.ts',
    from: '      await theirs(groups, over)\n',
    to: '',
    test: 'client/engine/tests/engine.renewing.test.ts',
  },
  {
    check: 'a camera left open keeps nothing open',
    file: 'client/ui/models/auto-lock.ts',
    from: 'since(photoFrom) < lockTimes.photoMs',
    to: 'since(photoFrom) >= 0',
    test: 'client/ui/models/auto-lock.test.ts',
  },
  {
    check: 'a sleep is a reason to lock until it has locked',
    file: 'client/ui/models/auto-lock.ts',
    from: 'hasSlept ||= slept',
    to: 'hasSlept = slept',
    test: 'client/ui/models/auto-lock.test.ts',
  },
]
