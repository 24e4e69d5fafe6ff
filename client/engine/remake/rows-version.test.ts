/** RV4: another form of rows is another version, so that no device is left with rows its screens cannot read. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rowsVersion } from './rows-version.ts'

const projections = join(import.meta.dirname, '../../domain/projections')
const readModel = join(import.meta.dirname, '../read-model')

/** What rows are, and where they lie: without comments and spaces. */
function formOfRows(): string {
  const shapes = readdirSync(projections).filter((name) => /(^|-)rows\.ts$/.test(name))
  const files = [
    ...shapes.map((name) => join(projections, name)),
    ...['page-index.ts', 'page-layout.ts', 'rows.ts'].map((name) => join(readModel, name)),
  ]
  const code = files.sort().map((file) => readFileSync(file, 'utf8'))
  return code.join('').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|\s+/g, '')
}

test('RV4 rows changed: raise rowsVersion, unless older rows stay good as they are, and note the new form here', () => {
  const form = createHash('sha256').update(formOfRows()).digest('hex').slice(0, 16)
  expect([rowsVersion, form]).toEqual(['7', '890f4e2823e415e8'])
})
