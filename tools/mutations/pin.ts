/** Devices marked as managed, and the PIN that opens them alone. */
import type { Mutation } from './mutation.ts'

export const pinMutations: readonly Mutation[] = [
  {
    check: 'an administrator alone marks a device as managed',
    file: 'shared/membership/managed.ts',
    from: "  if (author.role !== 'admin') return err({ type: 'role' })\n",
    to: '',
    test: 'shared/membership/managed.test.ts',
  },
  {
    check: 'only a device that is in is marked as managed',
    file: 'shared/membership/managed.ts',
    from: "  if (activeOn(chain, device, chain.seq) === undefined) return err({ type: 'not-a-member' })\n",
    to: '',
    test: 'shared/membership/managed.test.ts',
  },
  {
    check: 'a removed device is managed no more',
    file: 'shared/membership/managed.ts',
    from: 'return activeOn(team, device, team.seq) && team',
    to: 'return team',
    test: 'shared/membership/managed.test.ts',
  },
]
