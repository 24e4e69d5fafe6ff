/** SF2: a browser writes what is typed into its own files, in clear, unless the form says no to it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = import.meta.dirname

/** Each opening tag of these elements, with its file; up to the next element. */
function tagsOf(names: readonly string[]): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!test)\.tsx$/.test(file),
  )
  return files.flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    return [...code.matchAll(new RegExp(`<(?:${names.join('|')})\\b[^<]*`, 'g'))].map(([tag]) => `${file}: ${tag}`)
  })
}

test('SF2 every form says no to autocomplete', () => {
  const forms = tagsOf(['form'])
  // Most are drawn by one component, whose own tag is among those looked at.
  expect(forms.length + tagsOf(['Form']).length).toBeGreaterThan(10)
  expect(forms.filter((tag) => !tag.includes('autocomplete="off"'))).toEqual([])
})
