/**
 * The pieces every message is made of. A `Field` writes a value as a CBOR value
 * and reads it back, so that encoder and parser of a message are one definition
 * and cannot drift apart. Reading is total: whatever stands there, the answer is
 * a value or `Malformed`, never an exception. Messages are positional arrays.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../lib/cbor.ts'
import { type Instant, latestInstant } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { type Malformed, malformed } from './malformed.ts'

export interface Field<Value> {
  readonly write: (value: Value) => unknown
  readonly read: (raw: unknown) => Result<Value, Malformed>
}

export function encodeField<Value>(field: Field<Value>, value: Value): Bytes {
  return ownBytes(encodeCbor(field.write(value)))
}

export function parseField<Value>(field: Field<Value>, bytes: Uint8Array): Result<Value, Malformed> {
  const decoded = decodeCbor(bytes)
  return decoded.ok ? field.read(decoded.value) : malformed(decoded.error.detail)
}

/** The same bytes in a plain array of their own: Node's Buffers are views into a shared pool. */
export function ownBytes(bytes: Uint8Array): Bytes {
  const isPlain = bytes.constructor === Uint8Array && bytes.buffer instanceof ArrayBuffer
  return isPlain && bytes.byteLength === bytes.buffer.byteLength ? (bytes as Bytes) : new Uint8Array(bytes)
}

/** A whole number from `min` to `max`; -0 and floats have no canonical form and never get here. */
export function uint(max: number = Number.MAX_SAFE_INTEGER, min = 0): Field<number> {
  return {
    write: (value) => value,
    read: (raw) =>
      typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= min && raw <= max
        ? ok(raw)
        : malformed(`not a whole number from ${min} to ${max}`),
  }
}

export function numberOf<Value extends number>(): Field<Value> {
  return brand<number, Value>(uint())
}

/** A later one is in no calendar: whoever wrote one would stop whatever has to show it. */
export const instant: Field<Instant> = brand<number, Instant>(uint(latestInstant))

export const bool: Field<boolean> = {
  write: (value) => value,
  read: (raw) => (typeof raw === 'boolean' ? ok(raw) : malformed('not a boolean')),
}

/** A byte string of one of the allowed lengths. */
export function bytesOf(...lengths: readonly number[]): Field<Bytes> {
  return {
    write: (value) => value,
    read: (raw) =>
      raw instanceof Uint8Array && lengths.includes(raw.length)
        ? ok(ownBytes(raw))
        : malformed(`not ${lengths.join(' or ')} bytes`),
  }
}

export function bytesUpTo(max: number, min = 0): Field<Bytes> {
  return {
    write: (value) => value,
    read: (raw) =>
      raw instanceof Uint8Array && raw.length >= min && raw.length <= max
        ? ok(ownBytes(raw))
        : malformed(`not ${min} to ${max} bytes`),
  }
}

/** An id: lowercase hex in memory, `length` bytes on the wire. */
export function idOf<Id extends string>(length: 16 | 32): Field<Id> {
  return {
    write: (value) => hexToBytes(value),
    read: (raw) =>
      raw instanceof Uint8Array && raw.length === length
        ? ok(bytesToHex(raw) as Id)
        : malformed(`not an id of ${length} bytes`),
  }
}

/** Text of `min` to `max` UTF-16 units, as `String.length` counts them. */
export function textUpTo(max: number, min = 0): Field<string> {
  return {
    write: (value) => value,
    read: (raw) =>
      typeof raw === 'string' && raw.length >= min && raw.length <= max
        ? ok(raw)
        : malformed(`not text of ${min} to ${max} characters`),
  }
}

export function nullable<Value>(field: Field<Value>): Field<Value | null> {
  return {
    write: (value) => (value === null ? null : field.write(value)),
    read: (raw) => (raw === null ? ok(null) : field.read(raw)),
  }
}

/** Names in memory, small numbers on the wire. */
export function numbered<Name extends string>(numberByName: Readonly<Record<Name, number>>): Field<Name> {
  const names = Object.keys(numberByName) as Name[]
  return {
    write: (name) => numberByName[name],
    read: (raw) => {
      const name = names.find((each) => numberByName[each] === raw)
      return name === undefined ? malformed('not a known number') : ok(name)
    },
  }
}

/** One of a few words, as text. */
export function wordOf<Word extends string>(words: readonly Word[]): Field<Word> {
  return {
    write: (word) => word,
    read: (raw) => {
      const word = words.find((each) => each === raw)
      return word === undefined ? malformed('not a known word') : ok(word)
    },
  }
}

export function listOf<Value>(field: Field<Value>, max: number, min = 0): Field<readonly Value[]> {
  return {
    write: (values) => values.map(field.write),
    read: (raw) => {
      if (!Array.isArray(raw) || raw.length < min || raw.length > max) return malformed(`not ${min} to ${max} items`)
      const values: Value[] = []
      for (const item of raw) {
        const value = field.read(item)
        if (!value.ok) return value
        values.push(value.value)
      }
      return ok(values)
    },
  }
}

/** A positional array: first the constants of `lead`, then the fields in the order written. */
export function row<Shape extends object>(
  fields: { readonly [Key in keyof Shape]-?: Field<Shape[Key]> },
  lead: readonly number[] = [],
): Field<Shape> {
  const keys = Object.keys(fields) as (keyof Shape & string)[]
  return {
    write: (value) => [...lead, ...keys.map((key) => fields[key].write(value[key]))],
    read: (raw) => {
      if (!Array.isArray(raw) || raw.length !== lead.length + keys.length) return malformed('wrong number of fields')
      if (lead.some((constant, at) => raw[at] !== constant)) return malformed('wrong leading number')
      const value: Partial<Shape> = {}
      for (const [at, key] of keys.entries()) {
        const field = fields[key].read(raw[lead.length + at])
        if (!field.ok) return malformed(`${key}: ${field.error.detail}`)
        value[key] = field.value
      }
      return ok(value as Shape)
    },
  }
}

/** Another form in memory; `read` may refuse what the plain field lets through. */
export function mapped<Wire, Value>(
  field: Field<Wire>,
  to: (wire: Wire) => Result<Value, Malformed>,
  from: (value: Value) => Wire,
): Field<Value> {
  return {
    write: (value) => field.write(from(value)),
    read: (raw) => {
      const wire = field.read(raw)
      return wire.ok ? to(wire.value) : wire
    },
  }
}

/** Refuses values for which `problem` names one. */
export function checked<Value>(field: Field<Value>, problem: (value: Value) => string | undefined): Field<Value> {
  const check = (value: Value): Result<Value, Malformed> => {
    const detail = problem(value)
    return detail === undefined ? ok(value) : malformed(detail)
  }
  return mapped(field, check, (value) => value)
}

/** A union told apart by the number in front: `type` in memory, `numberByType` on the wire. */
export function tagged<Union extends { readonly type: string }>(
  numberByType: Readonly<Record<Union['type'], number>>,
  fieldByType: { readonly [Type in Union['type']]: Field<Omit<Extract<Union, { readonly type: Type }>, 'type'>> },
): Field<Union> {
  const tag = numbered(numberByType)
  return {
    write: (value) => {
      const type: Union['type'] = value.type
      return [tag.write(type), ...(fieldByType[type].write(value as never) as unknown[])]
    },
    read: (raw) => {
      if (!Array.isArray(raw) || raw.length === 0) return malformed('not a tagged array')
      const type = tag.read(raw[0])
      if (!type.ok) return type
      const value = fieldByType[type.value].read(raw.slice(1))
      return value.ok ? ok({ type: type.value, ...value.value } as unknown as Union) : value
    },
  }
}

function brand<Plain, Branded extends Plain>(field: Field<Plain>): Field<Branded> {
  return mapped<Plain, Branded>(
    field,
    (plain) => ok(plain as Branded),
    (branded) => branded,
  )
}
