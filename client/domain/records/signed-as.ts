/**
 * Name and role in a signature are its writer's words. Of staff the team has words
 * of its own, and these are shown, on screens and in an export alike. Where a
 * writer signed otherwise it is told beside them: the device proves the member.
 */
import { shortName } from '../names.ts'
import type { Signature } from './signature.ts'

/** The board names people by their first names. */
export function signedAs(said: Signature, team: Signature): Signature {
  const isName = said.name === team.name || shortName(said.name) === team.name
  if (said.as !== undefined || (isName && said.role === team.role)) return said
  const words = [isName ? '' : said.name, said.role].filter((each) => each !== '').join(', ')
  return { ...said, name: team.name, role: `${team.role} (signed as “${words}”)`, face: team.face }
}
