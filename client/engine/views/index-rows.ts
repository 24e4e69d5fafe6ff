/**
 * Rows by one of their fields, made once for each answer of the read model and
 * gone with it: views of the same moment share one map.
 */
const mapsByRows = new WeakMap<readonly object[], Map<(row: never) => string, ReadonlyMap<string, object>>>()

/** Of rows with one key the last counts. `keyOf` has to be the same function each time. */
export function indexRows<Row extends object>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, Row> {
  const maps = mapsByRows.get(rows) ?? new Map()
  mapsByRows.set(rows, maps)
  const known = maps.get(keyOf)
  if (known !== undefined) return known as ReadonlyMap<string, Row>
  const made = new Map(rows.map((row) => [keyOf(row), row]))
  maps.set(keyOf, made)
  return made
}

export const byPerson = ({ personId }: { readonly personId: string }) => personId
export const byMember = ({ memberId }: { readonly memberId: string }) => memberId
export const byVisit = ({ visitId }: { readonly visitId: string }) => visitId
export const byThread = ({ threadId }: { readonly threadId: string }) => threadId
export const byPersonAndKind = ({ kind, personId }: { readonly personId: string; readonly kind: string }) =>
  `${personId}/${kind}`
