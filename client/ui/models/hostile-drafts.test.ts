/** Drafts from a disk that somebody else wrote, or an app of another version. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileTexts } from '../../../shared/testing/hostile-bytes.ts'
import { readDraft } from './draft-json.ts'
import { parseMedicineDraft } from './medicine-draft.ts'
import { parseMessageDraft } from './message-draft.ts'
import { parseVisitDraft } from './visit-draft.ts'

const about = { personId: 'ab'.repeat(16) }

const readers = {
  readDraft,
  parseMessageDraft,
  parseVisitDraft: (text: string) => parseVisitDraft(text, about.personId, null),
  parseMedicineDraft: (text: string) => parseMedicineDraft(text, about as never),
}

test.each(Object.entries(readers))('PR151 %s answers whatever stands there', (_, read) => {
  for (const text of Object.values(hostileTexts)) expect(() => read(text)).not.toThrow()
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void read(text)))
  const shapes = fc.dictionary(
    fc.constantFrom('v', 'text', 'values', 'typed', 'personId', 'visitId', 'fields', 'intent', 'answers', 'notes'),
    fc.jsonValue(),
  )
  fc.assert(fc.property(shapes, (shape) => void read(JSON.stringify(shape))))
  expect('isAdmin' in {}).toBe(false)
})
