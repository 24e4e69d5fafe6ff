/**
 * The drawn icons, by name. An icon never stands alone: words are beside it, so
 * it is hidden from screen readers. Inside `svg`, `solid` parts are filled with
 * the ink and `cut` parts are drawn in the colour behind.
 */
import type { JSX } from 'preact'

const drawings = {
  alert: () => (
    <>
      <path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8zM12 7v6" />
      <circle class="solid" cx="12" cy="16.5" r=".6" />
    </>
  ),
  back: () => <path d="m15 5-7 7 7 7" />,
  calendar: () => <path d="M3.5 5.5h17v15h-17zM3.5 10h17M8 3v4M16 3v4" />,
  camera: () => (
    <>
      <path d="M3 7.5h4.5l2-3h5l2 3H21v12H3z" />
      <circle cx="12" cy="13" r="3.5" />
    </>
  ),
  clock: () => (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.3l3.5 2.2" />
    </>
  ),
  close: () => <path d="m6 6 12 12M18 6 6 18" />,
  computer: () => <path d="M3 4.5h18v12H3zM12 16.5v4M8 20.5h8" />,
  copy: () => <path d="M8.5 8.5h11v12h-11zM15.5 8.5v-5h-11v12h4" />,
  dog: () => <path d="M4 8 7 4l3 2h5l4 4-3 1v9h-3v-4H9v4H6v-8z" />,
  door: () => (
    <>
      <path d="M5 21V11a7 7 0 0 1 14 0v10M3 21h18" />
      <circle class="solid" cx="15" cy="14" r=".9" />
    </>
  ),
  drop: () => <path d="M12 3s6.5 7 6.5 11.5a6.5 6.5 0 0 1-13 0C5.5 10 12 3 12 3z" />,
  eye: () => (
    <>
      <path d="M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  fork: () => <path d="M12 21v-7M12 14C12 9 5 10 5 4M12 14c0-5 7-4 7-10M2.5 6.5 5 3.5l2.5 3M16.5 6.5 19 3.5l2.5 3" />,
  houses: () => <path d="M3 20v-9l4-4 4 4v9M13 20v-9l4-4 4 4v9M2 20h20M6 20v-5h2v5M16 20v-5h2v5" />,
  key: () => (
    <>
      <circle cx="7.5" cy="15.5" r="4.5" />
      <path d="m10.8 12.2 9-9M15.5 7.5l3.5 3.5" />
    </>
  ),
  lock: () => <path d="M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11" />,
  lungs: () => (
    <path d="M12 3v8M12 11c-1.5 1-3 1-4 3M12 11c1.5 1 3 1 4 3M9 6c-4 1-6.5 7-6.5 12 0 3 5.5 2.5 6.5-.5zM15 6c4 1 6.5 7 6.5 12 0 3-5.5 2.5-6.5-.5z" />
  ),
  message: () => <path d="M4 4.5h16v12H10l-5 4v-4H4z" />,
  minus: () => <path d="M5 12h14" />,
  mobile: () => <path d="M7 2.5h10v19H7zM10.8 18.5h2.4" />,
  more: () => <path d="m9 5 7 7-7 7" />,
  'no-signal': () => (
    <>
      <path d="M3 3l18 18M5 12.5a10 10 0 0 1 3-2M19 12.5a10 10 0 0 0-5.5-2.9M2 9a14 14 0 0 1 3.5-2.3M22 9a14 14 0 0 0-11-3.9M8.5 16a5 5 0 0 1 6-.6" />
      <circle class="solid" cx="12" cy="19.5" r=".9" />
    </>
  ),
  note: () => <path d="M5 2.5h10l4 4v15H5zM8.5 11h7M8.5 15h7" />,
  'not-started': () => <circle cx="12" cy="12" r="8.5" stroke-dasharray="2.5 3.2" />,
  pen: () => <path d="m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19z" />,
  people: () => (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M15.5 5a3.3 3.3 0 0 1 0 6.2M18 14.6c2 .8 3.2 2.6 3.5 5.4" />
    </>
  ),
  phone: () => (
    <path d="M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z" />
  ),
  pill: () => <path d="M5 19a5 5 0 0 1 0-7l7-7a5 5 0 0 1 7 7l-7 7a5 5 0 0 1-7 0zM8.5 8.5l7 7" />,
  place: () => (
    <>
      <path d="M12 21.5s7-6.3 7-12a7 7 0 0 0-14 0c0 5.7 7 12 7 12z" />
      <circle cx="12" cy="9.5" r="2.5" />
    </>
  ),
  plus: () => <path d="M12 5v14M5 12h14" />,
  pulse: () => <path d="M2 12.5h4.5l2.5-7 4.5 13 3-6H22" />,
  question: () => (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M9.3 9.5a2.8 2.8 0 1 1 4 2.6c-.9.4-1.3 1-1.3 2" />
      <circle class="solid" cx="12" cy="17" r=".6" />
    </>
  ),
  search: () => (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="m15.5 15.5 5.5 5.5" />
    </>
  ),
  seen: () => (
    <>
      <circle class="solid" cx="12" cy="12" r="9.5" />
      <path class="cut" d="m7.5 12.3 3.2 3.2 6-6.6" />
    </>
  ),
  send: () => <path d="M12 20V5M5.5 11 12 4.5l6.5 6.5" />,
  speaker: () => <path d="M4 9.5h4l5-4v13l-5-4H4zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11" />,
  sync: () => <path d="M20 11a8 8 0 0 0-14.3-4L3.5 9.5M3.5 4v5.5H9M4 13a8 8 0 0 0 14.3 4l2.2-2.5M20.5 20v-5.5H15" />,
  tablet: () => <path d="M5 2.5h14v19H5zM10.5 18.5h3" />,
  'text-size': () => <path d="M2.5 18 7.5 6l5 12M4.3 14h6.4M13.5 18l3.5-8.5 3.5 8.5M14.8 15.3h4.5" />,
  tick: () => <path d="m5 12.5 4.5 4.5L19 7" />,
  'two-people': () => (
    <>
      <circle cx="8" cy="7" r="3" />
      <circle cx="16.5" cy="7" r="3" />
      <path d="M2.5 20c.3-5 2.5-7.5 5.5-7.5 2.2 0 3.5 1 4.3 2.7.8-1.7 2-2.7 4.2-2.7 3 0 4.8 2.5 5 7.5" />
    </>
  ),
  'two-ticks': () => <path d="m2 12.5 4 4.5L14 7M11 16l1 1 9.5-10" />,
  warning: () => (
    <>
      <path d="M12 3.5 22 20.5H2zM12 10v5" />
      <circle class="solid" cx="12" cy="17.8" r=".6" />
    </>
  ),
} satisfies Record<string, () => JSX.Element>

export type IconName = keyof typeof drawings

const turningNames: ReadonlySet<IconName> = new Set(['back', 'more'])

interface IconProps {
  readonly name: IconName
}

export function Icon({ name }: IconProps) {
  return (
    <svg class={turningNames.has(name) ? 'icon turns' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      {drawings[name]()}
    </svg>
  )
}
