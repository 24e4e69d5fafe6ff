/**
 * The fields of a document by its type, as the policy table names them: steps
 * joined by dots, `*` for an id. What is written whole is one field.
 */
import type { Text } from './automerge.ts'

export type FieldPath<Doc> = {
  [Key in keyof Doc & string]-?: StepFrom<KeyName<Key>, NonNullable<Doc[Key]>>
}[keyof Doc & string]

type KeyName<Key extends string> = string extends Key ? '*' : Key

type StepFrom<Name extends string, Value> = Value extends string | number | boolean | Text | Whole
  ? Name
  : `${Name}.${FieldPath<Value>}`

/** A target: parts of two decisions must not be mixed. */
type Whole = { by: Text; on: Text }
