/**
 * Who said something and when, as one JSON text in a document. One text, because
 * a map would be made anew by each of two people, and one of the two be lost.
 * What another device stored there in another shape says nothing.
 */
import * as v from 'valibot'
import { type Instant, latestInstant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'
import { readAll, readText, type Text, text } from './automerge.ts'

export interface Said {
  readonly by: Signature
  readonly at: Instant
}

const line = v.pipe(v.string(), v.maxLength(200))

export const signatureSchema = v.strictObject({ memberId: line, name: line, role: line, face: line })

/** To be spread into the schema of what was said. */
export const saidFields = {
  by: signatureSchema,
  at: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.maxValue(latestInstant),
    v.transform((value) => value as Instant),
  ),
}

export const saidSchema = v.strictObject(saidFields)

export function textOf(said: object): Text {
  return text(JSON.stringify(said))
}

/** All that was said apart at `key`, the earlier first: the same on every device. */
export function readSaid<Schema extends v.GenericSchema<unknown, Said>>(
  map: object,
  key: string,
  schema: Schema,
): readonly v.InferOutput<Schema>[] {
  const texts = readAll(map, key)
    .map(({ value }) => readText(value))
    .sort()
  return texts.flatMap((json) => parseSaid(json, schema)).sort((a, b) => (a as Said).at - (b as Said).at)
}

/** Of words of which several are shown: all who wrote them; empty where that cannot be told any more. */
export function wordedApart<Each extends Said>(changes: readonly Each[], several: boolean) {
  return several ? { wordedApart: changes.length > 1 ? changes : [] } : {}
}

/** Of the same said in several places, as `readSaid` gives it: where somebody spoke last. */
export function newestOf<Each extends Said>(places: readonly (readonly Each[])[]): readonly Each[] {
  const saidAt = (said: readonly Each[]) => said.at(-1)?.at ?? -1
  return places.reduce((newest, said) => (saidAt(said) > saidAt(newest) ? said : newest), [])
}

export function parseSaid<Schema extends v.GenericSchema<unknown, Said>>(json: string, schema: Schema) {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), json)
  return parsed.success ? [parsed.output as v.InferOutput<Schema>] : []
}
