/** The door on its step. Beside it stand words, or the `name` it is read out by. */

interface LogoProps {
  readonly name?: string
}

export function Logo({ name }: LogoProps) {
  return (
    <div class="logo" {...(name === undefined ? {} : { role: 'img', 'aria-label': name })}>
      <svg viewBox="0 0 40 46" aria-hidden="true">
        <path d="M8 38V18a12 12 0 0 1 24 0v20z" fill="#f6bf45" />
        <circle cx="26.5" cy="26" r="1.9" fill="#3a0f2d" />
        <path d="M13.5 19a6.5 6.5 0 0 1 13 0z" fill="#3a0f2d" />
        <path d="M2 41h36" stroke="#f6bf45" stroke-width="5" stroke-linecap="round" />
      </svg>
    </div>
  )
}
