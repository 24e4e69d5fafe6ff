/** What the relay’s store refuses as it writes: feeds and chains without holes or forks, quotas, and the disk. */
import type { Mutation } from './mutation.ts'

const decide = {
  file: 'server/entry-store/decide-append.ts',
  test: 'server/entry-store/entry-store.sqlite.test.ts',
} as const
const memory = {
  file: 'server/entry-store/entry-store.memory.ts',
  test: 'server/entry-store/entry-store.memory.test.ts',
} as const

const taken = "return { type: 'duplicate', arrival: 1 as Arrival }"

export const storeMutations: readonly Mutation[] = [
  {
    ...decide,
    check: 'a second entry under one number is a fork',
    from: "    return refused('fork')\n",
    to: `    ${taken}\n`,
  },
  { ...decide, check: 'a feed has no gap', from: "    if (seq > next) return refused('gap')\n", to: '' },
  {
    ...decide,
    check: 'an entry goes on from the one before it',
    from: "    if (prev !== (head?.id ?? zeroHash)) return refused('previous-mismatch')\n",
    to: '',
  },
  {
    ...decide,
    check: 'entries count towards the quota',
    from: "    if (isOverQuota(quota, group, bytes.length)) return refused('over-quota')\n",
    to: '',
  },
  {
    ...decide,
    check: 'a chain has no gap',
    from: "    if (groupSeq > next) return refused('compare-and-swap')\n",
    to: '',
  },
  {
    ...decide,
    check: 'of two control entries for one place the first wins',
    from: "return there.id === id ? { type: 'duplicate', arrival: there.arrival } : refused('compare-and-swap')",
    to: "return { type: 'duplicate', arrival: there.arrival }",
  },
  {
    ...decide,
    check: 'chains and their boxes count towards the quota',
    from: "    if (isOverQuota(quota, group, bytes.length + sizeOf(fresh))) return refused('over-quota')\n",
    to: '',
  },
  {
    ...decide,
    check: 'boxes by themselves count towards the quota',
    from: "    if (isOverQuota(quota, group, sizeOf(fresh))) return refused('over-quota')\n",
    to: '',
  },
  {
    ...decide,
    check: 'what is kept of one who left is bounded',
    from: "    if (places.keptOf(group, 'quarantine', author).bytes + bytes.length > quota.quarantineBytes)\n      return refused('over-quota')\n",
    to: '',
  },
  {
    ...memory,
    check: 'a second entry under one number is a fork, in memory',
    from: "    return refused('fork')\n",
    to: `    ${taken}\n`,
  },
  {
    ...memory,
    check: 'a feed has no gap, in memory',
    from: "    if (append.seq > feed.length) return refused('gap')\n",
    to: '',
  },
  {
    ...memory,
    check: 'an entry goes on from the one before it, in memory',
    from: "    if (append.prev !== (feed.at(-1)?.id ?? zeroHash)) return refused('previous-mismatch')\n",
    to: '',
  },
  {
    ...memory,
    check: 'entries count towards the quota, in memory',
    from: "    if (isOverQuota(space, append.group, append.bytes.length)) return refused('over-quota')\n",
    to: '',
  },
  {
    ...memory,
    check: 'a place on a chain is the next one, in memory',
    from: "    if (append.groupSeq !== chain.length) return refused('compare-and-swap')\n",
    to: '',
  },
  {
    ...memory,
    check: 'chains and their boxes count towards the quota, in memory',
    from: "    if (isOverQuota(space, append.group, size)) return refused('over-quota')\n",
    to: '',
  },
  {
    ...memory,
    check: 'boxes by themselves count towards the quota, in memory',
    from: "    if (isOverQuota(space, group, size)) return refused('over-quota')\n",
    to: '',
  },
  {
    ...memory,
    check: 'what is kept of one who left is bounded, in memory',
    from: "    if (size > quota.quarantineBytes) return refused('over-quota')\n",
    to: '',
  },
  {
    file: 'server/entry-store/sqlite-transaction.ts',
    check: 'what the disk did not take is not called written',
    from: '    throw failure\n',
    to: '    return undefined as never\n',
    test: decide.test,
  },
]
