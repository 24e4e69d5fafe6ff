/** The house work before it is loaded: what happens meanwhile is kept for it. */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { HouseWork, HouseWorkDeps } from './house-work.ts'

export function createLateHouseWork(deps: HouseWorkDeps): HouseWork {
  const looked = new Set<GroupId>()
  const claimed = new Set<GroupId>()
  let isShareClaimed = false
  let loading: Promise<HouseWork> | null = null

  function load(): Promise<HouseWork> {
    loading ??= import('./house-work.ts').then(({ createHouseWork }) => createHouseWork(deps))
    return loading
  }

  return {
    look: (groups) => {
      for (const group of groups) looked.add(group)
    },
    claimShare: () => {
      isShareClaimed = true
    },
    claim: (groups) => {
      for (const group of groups) claimed.add(group)
    },
    run: async (session) => {
      const work = await load()
      if (looked.size > 0) work.look(looked)
      if (claimed.size > 0) work.claim(claimed)
      if (isShareClaimed) work.claimShare()
      isShareClaimed = false
      looked.clear()
      claimed.clear()
      return work.run(session)
    },
  }
}
