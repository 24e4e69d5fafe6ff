/** Where to get help and how fast, after the NHS care cards: shape and words first, then colour. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon, type IconName } from './Icon.tsx'

interface CareCardProps {
  readonly level: 'now' | 'urgent' | 'team'
  readonly icon: IconName
  readonly title: string
  readonly children: ComponentChildren
}

export function CareCard({ level, icon, title, children }: CareCardProps) {
  const id = useId()
  return (
    <section class={`care ${level}`} aria-labelledby={id}>
      <header>
        <Icon name={icon} />
        <h2 id={id}>{title}</h2>
      </header>
      <div>{children}</div>
    </section>
  )
}
