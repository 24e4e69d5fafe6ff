/**
 * A face in an arch: drawn for the people of the demo neighbourhood, initials
 * for everybody else. The name stands beside it in words, so the drawing itself
 * is decoration unless `named` asks for it to be read out. Initials are words
 * and no drawing: laid out as SVG text they took most of the time of a long list.
 */
import { faceDrawings } from './face-drawings.tsx'

interface FaceProps {
  /** Which drawing: "aisha", "ben" …; anything else shows initials. */
  readonly face: string
  /** The person's name, for the initials and the reading. */
  readonly name: string
  readonly size?: 'small' | 'medium' | 'large'
  /** Read out as an image, where no name stands beside it. */
  readonly named?: boolean
}

export function Face({ face, name, size = 'medium', named = false }: FaceProps) {
  const drawing = faceDrawings.get(face)
  return (
    <span
      class={`face ${size}${drawing === undefined ? ' initials' : ''}`}
      {...(named ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
    >
      {drawing === undefined ? (
        readInitials(name)
      ) : (
        <svg viewBox="0 0 64 72" aria-hidden="true">
          {drawing()}
        </svg>
      )}
    </span>
  )
}

const honorifics = /^(dr|mr|mrs|ms|miss|mx|prof)\.?$/i

/** "Dr Tom Reid" -> "TR"; one letter when there is one name. */
export function readInitials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '' && !honorifics.test(word))
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last].map((word) => (word === undefined ? '' : [...word][0]!.toLocaleUpperCase('en-GB'))).join('')
}
