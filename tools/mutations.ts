/**
 * Removes security checks one at a time and expects a test to fail for each:
 * `node tools/mutations.ts [word] [--part 2/5]`. A check whose removal nobody
 * notices is printed, and the exit code is 1. Files are put back as they were,
 * also when it is stopped; run it on a clean tree, since it writes into it for
 * seconds. Parts can run side by side, each in a tree of its own.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createVitest } from 'vitest/node'
import { mutations } from './mutations/all.ts'
import type { Mutation } from './mutations/mutation.ts'
import { partOf } from './mutations/part.ts'

const root = join(import.meta.dirname, '..')

/** One vitest for all of them: starting it takes longer than most of the tests. */
async function openRunner() {
  const vitest = await createVitest('test', { root, project: ['unit', 'pg'], watch: false, bail: 1, reporters: [{}] })
  return {
    hasFailure: async (test: string): Promise<boolean> => {
      const specifications = (await vitest.globTestSpecifications([test])).filter(({ moduleId }) =>
        moduleId.endsWith(`/${test}`),
      )
      if (specifications.length !== 1) throw new Error(`${test} is not one file of tests`)
      const { testModules } = await vitest.runTestSpecifications(specifications)
      const run = testModules.find(({ moduleId }) => moduleId.endsWith(`/${test}`))
      // One that does not load proves nothing of the check.
      return run !== undefined && [...run.children.allTests('failed')].length > 0
    },
    changed: (path: string) => vitest.invalidateFile(path),
    close: () => vitest.close(),
  }
}

type Runner = Awaited<ReturnType<typeof openRunner>>

async function isNoticed(runner: Runner, { file, from, test, to }: Mutation): Promise<boolean> {
  const path = join(root, file)
  const before = readFileSync(path, 'utf8')
  if (before.split(from).length !== 2) throw new Error(`${file} holds this check not once: ${from}`)
  const restore = () => writeFileSync(path, before)
  process.once('exit', restore)
  try {
    writeFileSync(
      path,
      before.replace(from, () => to),
    )
    runner.changed(path)
    return await runner.hasFailure(test)
  } finally {
    restore()
    runner.changed(path)
    process.off('exit', restore)
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const { positionals, values } = parseArgs({ allowPositionals: true, options: { part: { type: 'string' } } })
const asked = partOf(
  mutations.filter(({ check, file }) => `${file} ${check}`.includes(positionals[0] ?? '')),
  values.part,
)
const runner = await openRunner()
let noticed = 0
for (const mutation of asked) {
  const isCaught = await isNoticed(runner, mutation).catch((reason: unknown) => {
    console.log(String(reason))
    return false
  })
  console.log(`${isCaught ? '✓' : '✗'} ${mutation.check} (${mutation.file}, ${mutation.test})`)
  if (isCaught) noticed++
}
await runner.close()
console.log(`${noticed} of ${asked.length} removed checks make a test fail`)
process.exit(noticed === asked.length ? 0 : 1)
