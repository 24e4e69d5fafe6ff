/** One state in words with its shape; and the tag, the one thing worth knowing at arm's length. */
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon.tsx'

export type ChipKind = 'device' | 'sent' | 'there' | 'seen' | 'split' | 'fail' | 'new' | 'bare'

interface StateChipProps {
  readonly kind: ChipKind
  readonly icon: IconName
  readonly children: ComponentChildren
}

export function StateChip({ kind, icon, children }: StateChipProps) {
  return (
    <span class={`state ${kind}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  )
}

interface ChipButtonProps extends StateChipProps {
  /** Read out after the words. */
  readonly about: string
  readonly onPress: () => void
}

/** A state that unfolds: the same shape, on a step. */
export function ChipButton({ kind, icon, about, children, onPress }: ChipButtonProps) {
  return (
    <button type="button" class={`state ${kind} pressable`} aria-haspopup="dialog" onClick={onPress}>
      <Icon name={icon} />
      <span>
        {children}
        <span class="unseen"> {about}</span>
      </span>
    </button>
  )
}

interface TagProps {
  readonly level: 'plain' | 'mid' | 'high'
  readonly icon?: IconName
  readonly children: ComponentChildren
}

export function Tag({ level, icon, children }: TagProps) {
  return (
    <span class={`tag ${level}`}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  )
}
