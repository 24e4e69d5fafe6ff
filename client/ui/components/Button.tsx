/**
 * What can be pressed. `Button` does something here, `ButtonLink` goes somewhere:
 * both look the same and stand on the step. `unavailable` keeps it reachable and
 * readable (aria-disabled), because a control that vanishes tells nobody why.
 */
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon.tsx'

export type ButtonKind = 'ordinary' | 'main' | 'stop' | 'plain' | 'dashed' | 'call'

interface Look {
  readonly kind?: ButtonKind
  readonly icon?: IconName
  /** `big`: the public's; `tall`: the one main action of a screen. */
  readonly size?: 'ordinary' | 'tall' | 'big'
  readonly wide?: boolean
  readonly children: ComponentChildren
}

interface ButtonProps extends Look {
  readonly onPress?: () => void
  readonly type?: 'button' | 'submit'
  readonly unavailable?: boolean
  readonly pressed?: boolean
  /** Read out after the words: "Open" + "Doreen Ashworth". */
  readonly about?: string
  readonly describedBy?: string
  /** Whether what it unfolds is open, and which part of the page that is. */
  readonly expanded?: boolean
  readonly controls?: string
}

interface ButtonLinkProps extends Look {
  readonly href: string
  readonly about?: string
}

export function Button(props: ButtonProps) {
  const { onPress, type = 'button', unavailable = false, pressed, describedBy, expanded, controls } = props
  return (
    <button
      type={type}
      class={lookToClass(props)}
      aria-disabled={unavailable ? true : undefined}
      aria-pressed={pressed}
      aria-describedby={describedBy}
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={(event) => {
        if (unavailable) event.preventDefault()
        else onPress?.()
      }}
    >
      <Inside {...props} />
    </button>
  )
}

export function ButtonLink(props: ButtonLinkProps) {
  return (
    <a class={lookToClass(props)} href={props.href}>
      <Inside {...props} />
    </a>
  )
}

function Inside({ icon, about, children }: Look & { readonly about?: string }) {
  return (
    <>
      {icon !== undefined && <Icon name={icon} />}
      <span>
        {children}
        {about !== undefined && <span class="unseen"> {about}</span>}
      </span>
    </>
  )
}

function lookToClass({ kind = 'ordinary', size = 'ordinary', wide = false }: Look): string {
  return ['button', kind, size, wide ? 'wide' : ''].filter((name) => name !== '' && name !== 'ordinary').join(' ')
}
