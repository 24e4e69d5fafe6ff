/** The publisher of lists before it is loaded: the first list that moved loads it, none is lost. */
import type { MedicinePublisher, PublisherDeps } from './publish-medicines.ts'

export function createLatePublisher(deps: PublisherDeps): MedicinePublisher {
  let loading: Promise<MedicinePublisher> | null = null
  let isStopped = false

  function load(): Promise<MedicinePublisher> {
    loading ??= import('./publish-medicines.ts').then(({ createMedicinePublisher }) => createMedicinePublisher(deps))
    return loading
  }

  return {
    notice: (people, isOwn) => {
      if (people.length === 0) return
      void load().then((publisher) => (isStopped ? publisher.stop() : publisher.notice(people, isOwn)))
    },
    settle: async () => {
      await (await loading)?.settle()
    },
    stop: () => {
      isStopped = true
      void loading?.then((publisher) => publisher.stop())
    },
  }
}
