/** The house work before it is loaded: what happens meanwhile is kept for it. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { loadOnce } from '../lib/load-once.ts'
import type { WithoutKey } from '../receive/without-key.ts'
import type { ShownChange } from '../sharing/share.ts'
import type { HouseWork, HouseWorkDeps } from './house-work.ts'

export function createLateHouseWork(deps: HouseWorkDeps): HouseWork {
  const looked = new Set<GroupId>()
  const claimed = new Set<GroupId>()
  let lacking: readonly WithoutKey[] = []
  let shown: readonly ShownChange[] = []
  let hasKnocked = false
  let work: HouseWork | undefined
  let isStopped = false

  const load = loadOnce(async () => {
    const { createHouseWork } = await import('./house-work.ts')
    return isStopped ? undefined : createHouseWork(deps)
  })

  return {
    look: (groups) => {
      for (const group of groups) looked.add(group)
    },
    lookAtKeys: (some) => {
      lacking = [...lacking, ...some]
    },
    claimShown: (change) => {
      shown = [...shown, change]
    },
    knocked: () => {
      hasKnocked = true
    },
    claim: (groups) => {
      for (const group of groups) claimed.add(group)
    },
    run: async (session) => {
      work = await load().catch(() => undefined)
      // Without its file nothing is lost: it is all kept for the next time.
      if (work === undefined) return { type: 'idle' }
      if (looked.size > 0) work.look(looked)
      if (claimed.size > 0) work.claim(claimed)
      work.lookAtKeys(lacking)
      for (const change of shown) work.claimShown(change)
      if (hasKnocked) work.knocked()
      hasKnocked = false
      lacking = []
      shown = []
      looked.clear()
      claimed.clear()
      return work.run(session)
    },
    stop: () => {
      isStopped = true
      work?.stop()
    },
  }
}
