import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortName } from '../names.ts'
import type { Signature } from './signature.ts'
import { signedAs } from './signed-as.ts'

const memberId = 'ab'.repeat(16)
const aisha = { memberId, name: 'Aisha Rahman', role: 'community nurse', face: 'aisha' }
const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const signature = fc.record({ memberId: fc.constant(memberId), name: line, role: line, face: line })

test('RC990 whatever somebody of the staff signs as, the team’s name is shown, its role first, and what they signed beside it where it differs', () => {
  fc.assert(
    fc.property(signature, signature, (said, team) => {
      const shown = signedAs(said, team)
      const isSame = said.name === team.name && said.role === team.role
      if (isSame || (shortName(said.name) === team.name && said.role === team.role)) return expect(shown).toBe(said)
      expect(shown.name).toBe(team.name)
      expect(shown.role.startsWith(`${team.role} (signed as “`)).toBe(true)
      expect(shown.role).toContain(said.role)
    }),
  )
  const role = 'community nurse (signed as “Priya Nair, pharmacist”)'
  expect(signedAs({ ...aisha, name: 'Priya Nair', role: 'pharmacist' }, aisha)).toEqual({ ...aisha, role })
  expect(signedAs({ ...aisha, role: 'GP' }, aisha).role).toBe('community nurse (signed as “GP”)')
})

test('RC990 the board’s first names stand for the whole name, and of whoever is no staff nothing is changed', () => {
  const card = { ...aisha, name: 'Aisha' }
  expect(signedAs(aisha, card)).toBe(aisha)
  const karen: Signature = { ...aisha, name: 'Karen Ashworth', as: 'family' }
  expect(signedAs(karen, aisha)).toBe(karen)
})
