/**
 * The sync pill: what the engine says, in words, and what a screen reader is
 * told of it. The words change at once; the announcement at most once a minute,
 * so that sending twenty things is not twenty interruptions.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Me } from '../../engine-api/device-state.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Pill, SyncView } from '../../engine-api/sync-views.ts'
import * as en from '../text/en/pill.ts'
import { chooseText } from '../text/text.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

const text = chooseText({ en })

const staffWords = { pill: text.pillInWords, needsYou: text.needsYouInWords }
const publicWords = { pill: text.publicPillInWords, needsYou: () => text.publicNeedsYouInWords }

const announcementGap = 60_000

export interface PillModel extends Disposable {
  readonly sync: ReadonlySignal<SyncView | undefined>
  readonly pill: ReadonlySignal<Pill | undefined>
  readonly words: ReadonlySignal<string>
  readonly needsYou: ReadonlySignal<string | undefined>
  /** For role=status: lags behind `words`. */
  readonly announcement: ReadonlySignal<string>
}

interface PillDeps {
  readonly engine: Pick<EngineApi, 'watch'>
  readonly clock: ReadonlySignal<Instant>
  readonly audience: Me['audience']
}

export function createPillModel({ engine, clock, audience }: PillDeps): PillModel {
  const say = audience === 'staff' ? staffWords : publicWords
  const query = watchQuery(engine, 'sync', {})
  const pill = computed(() => query.view.value?.pill)
  const words = computed(() => (pill.value === undefined ? '' : say.pill(pill.value, clock.value)))
  const needsYou = computed(() => {
    const count = pill.value?.needsYou ?? 0
    return count === 0 ? undefined : say.needsYou(count)
  })
  const announcement = signal('')
  let announcedAt: Instant | undefined

  const stopAnnouncing = effect(() => {
    const next = [words.value, needsYou.value].filter((part) => part !== undefined && part !== '').join('. ')
    const now = clock.value
    if (next === '' || next === announcement.peek()) return
    if (announcedAt !== undefined && now - announcedAt < announcementGap) return
    announcedAt = now
    announcement.value = next
  })

  return {
    sync: query.view,
    pill,
    words,
    needsYou,
    announcement,
    dispose: () => {
      stopAnnouncing()
      query.dispose()
    },
  }
}
