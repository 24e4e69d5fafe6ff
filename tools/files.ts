/** Every file below a folder, as paths relative to it, in a stable order. */
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  return files.map((file) => file.replaceAll('\\', '/')).sort()
}
