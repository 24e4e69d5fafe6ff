/** The schema reader itself, so that a schema that matches everything would be noticed. */
import { expect, test } from 'vitest'
import { encodeCbor } from '../lib/cbor.ts'
import { parseCddl } from './cddl.ts'

const schema = parseCddl(`
  ; a comment
  id = bytes .size 2
  small = 0..9
  word = "a" / "b"
  pair<kind> = [kind, id: id]
  either = pair<1> / pair<2>
  list = [1*3 small]
  fields = (first: small, second: word)
  whole = [fields, rest: [* (id / null)]]
  named = { type: tstr, * tstr => any }
  nested = bytes .cbor list
  short = tstr .size (0..2)
`)

const fits = (rule: string, value: unknown) => schema.matches(rule, encodeCbor(value))

test('PR24 the schema reader tells what fits from what does not', () => {
  const id = new Uint8Array(2)
  expect([fits('id', id), fits('id', new Uint8Array(3)), fits('id', 'ab')]).toEqual([true, false, false])
  expect([fits('small', 9), fits('small', 10), fits('small', 1.5)]).toEqual([true, false, false])
  expect([fits('word', 'b'), fits('word', 'c')]).toEqual([true, false])
  expect([fits('either', [2, id]), fits('either', [3, id]), fits('either', [2])]).toEqual([true, false, false])
  expect([[], [1], [1, 2, 3], [1, 2, 3, 4], [10]].map((list) => fits('list', list))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
  expect([fits('whole', [1, 'a', [id, null]]), fits('whole', [1, 'a', [1]]), fits('whole', [1, 'a'])]).toEqual([
    true,
    false,
    false,
  ])
  expect([fits('named', { type: 'x', more: 1 }), fits('named', { more: 1 }), fits('named', [])]).toEqual([
    true,
    false,
    false,
  ])
  expect([fits('nested', encodeCbor([1])), fits('nested', encodeCbor([])), fits('nested', id)]).toEqual([
    true,
    false,
    false,
  ])
  expect([fits('short', 'é'), fits('short', 'éé')]).toEqual([true, false])
  expect(schema.matches('small', new Uint8Array([0x18, 1]))).toBe(false)
})

test('PR24 a schema it cannot read is an error, not a pass', () => {
  for (const text of ['a = ', 'a = 1 a = 2', 'a = [1', 'a = ?', '= 1', 'a = 1..b'])
    expect(() => parseCddl(text), text).toThrow()
  expect(() => parseCddl('a = missing').matches('a', encodeCbor(1))).toThrow()
  expect(() => parseCddl('a = bytes .bits 1').matches('a', encodeCbor(new Uint8Array(1)))).toThrow()
})
