/**
 * The line above a patient banner: the way back, what is true of the record, and
 * the sync pill in the same far corner as on every screen. The banner below it
 * stays whole.
 */
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'
import { SyncPill } from './SyncPill.tsx'

interface AboveBannerProps {
  readonly backTo: string
  readonly backWords: string
  readonly children?: ComponentChildren
}

export function AboveBanner({ backTo, backWords, children }: AboveBannerProps) {
  return (
    <div class="top above-banner">
      <p class="row">
        <a class="link" href={backTo}>
          <Icon name="back" />
          {backWords}
        </a>
        {children}
      </p>
      <SyncPill />
    </div>
  )
}
