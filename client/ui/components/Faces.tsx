/** People of the team, each with a face, a first name and a role in words. */
import type { Signature } from '../../domain/records/signature.ts'
import * as enTimes from '../text/en/public-times.ts'
import { chooseText } from '../text/text.ts'
import { Face } from './Face.tsx'

const times = chooseText({ en: enTimes })

interface FacesProps {
  readonly people: readonly Signature[]
  readonly large?: boolean
}

export function Faces({ people, large = false }: FacesProps) {
  return (
    <ul class={large ? 'faces large' : 'faces'}>
      {people.map(({ face, memberId, name, role }) => (
        <li key={memberId}>
          <Face face={face} name={name} />
          <span>
            <b>{times.shortName(name)}</b>
            {role}
          </span>
        </li>
      ))}
    </ul>
  )
}
