/** Refusals, and what is not one of ours. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeProblem, parseProblem, problemTypes } from './problem.ts'

const malformed = { ok: false, error: expect.objectContaining({ type: 'malformed' }) }

test('PR22 every problem comes back as it was written', () => {
  const problem = fc.record(
    {
      type: fc.constantFrom(...problemTypes),
      title: fc.string(),
      status: fc.integer({ min: 400, max: 599 }),
      detail: fc.string(),
    },
    { requiredKeys: ['type', 'title', 'status'] },
  )
  fc.assert(
    fc.property(problem, (value) => {
      const text = encodeProblem(value)
      expect(JSON.parse(text).type).toBe(`urn:doorstep:problem:${value.type}`)
      expect(parseProblem(text)).toEqual({ ok: true, value })
    }),
  )
})

test('PR22 a captive portal, a proxy and anything else are malformed', () => {
  const others = [
    '<html><body>Welcome to the free wifi</body></html>',
    '',
    'null',
    '[]',
    '{"type":"about:blank","title":"x","status":404}',
    '{"type":"urn:somebody:problem:gap","title":"x","status":404}',
    '{"type":"urn:doorstep:problem:unheard-of","title":"x","status":400}',
    '{"type":"urn:doorstep:problem:gap","status":409}',
    '{"type":"urn:doorstep:problem:gap","title":"x","status":"409"}',
    '{"type":"urn:doorstep:problem:gap","title":"x","status":409,"detail":1}',
  ]
  for (const text of others) expect(parseProblem(text), text).toEqual(malformed)
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parseProblem(text)).toEqual(malformed)
    }),
  )
})
