/**
 * Removes security checks one at a time and expects a test to fail for each:
 * `node tools/mutations.ts [word]`. A check whose removal nobody notices is
 * printed, and the exit code is 1. Files are put back as they were, also when it
 * is stopped; run it on a clean tree, since it writes into it for seconds.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Mutation {
  /** What is no longer checked. */
  readonly check: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly test: string
}

const root = join(import.meta.dirname, '..')
const membership = 'shared/membership'

const mutations: readonly Mutation[] = [
  {
    check: 'whoever lets herself in does so for a day at most',
    file: `${membership}/steps.ts`,
    from: "if (self && author.role !== 'admin'",
    to: "if (!self && author.role === 'patient'",
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'nobody puts herself on a round',
    file: `${membership}/steps.ts`,
    from: "if (author.role !== 'admin' && isOn(staff)",
    to: "if (author.role === 'patient' && isOn(staff)",
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'access is granted by clinical staff',
    file: `${membership}/steps.ts`,
    from: "Stepped {\n  if (!isClinical(author.role)) return err({ type: 'role' })\n  const self",
    to: 'Stepped {\n  const self',
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'access ends at its instant',
    file: `${membership}/rights.ts`,
    from: '(access.until === null || access.until > now)',
    to: '(access.until === null || access.until > 0)',
    test: `${membership}/rights.test.ts`,
  },
  {
    check: 'an opening that was ended early is over',
    file: `${membership}/rights.ts`,
    from: ' && !isReplaced(careChain, access)',
    to: ' && (!isReplaced(careChain, access) || true)',
    test: `${membership}/rights.test.ts`,
  },
  {
    check: 'the cited team head never goes back',
    file: `${membership}/chain.ts`,
    from: 'seq < chain.teamSeq ?',
    to: 'seq < 0 ?',
    test: `${membership}/chain.test.ts`,
  },
  {
    check: 'the author is active as of the cited heads',
    file: `${membership}/standing.ts`,
    from: 'return known.removedAt === null || known.removedAt > seq ? known : undefined',
    to: 'return known',
    test: `${membership}/chain.test.ts`,
  },
  {
    check: 'an epoch cuts everybody who left',
    file: `${membership}/steps.ts`,
    from: 'every((device) => cut.has(device))',
    to: 'every((device) => cut.has(device) || true)',
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'the relay goes by its own clock',
    file: 'server/admission/control.ts',
    from: 'if (made === undefined || !made.self || made.until === null) return true',
    to: 'if (made === undefined || made.at >= 0) return true',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'the author of a control is in now',
    file: 'server/admission/control.ts',
    from: "if (!isAuthorIn(state, chain, entry)) return unsigned('author-not-active')",
    to: 'isAuthorIn(state, chain, entry)',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'no view is made of a record that is shut',
    file: 'client/engine/views/facts.ts',
    from: 'return care !== undefined && !access.mayRead(care)\n  })',
    to: 'return care === null\n  })',
    test: 'client/engine/engine.break-glass.test.ts',
  },
  {
    check: 'two shares are held against the key the sheets name',
    file: 'client/engine/archive/shares.ts',
    from: "equalBytes(await kitOf(seed), one.kit) ? ok(seed) : err('not-a-kit')",
    to: 'ok(seed)',
    test: 'client/engine/archive/shares.test.ts',
  },
  {
    check: 'a share has its checksum',
    file: 'client/engine/archive/shares.ts',
    from: 'if (!equalBytes(checkOf(body), bytes.slice(length - checkLength)))',
    to: 'if (bytes.length === 0)',
    test: 'client/engine/archive/shares.test.ts',
  },
  {
    check: 'the archive belongs to this kit',
    file: 'client/engine/archive/open-archive.ts',
    from: 'if (archive.id !== kit.archive.id)',
    to: 'if (archive.id === space)',
    test: 'client/engine/archive/archive.test.ts',
  },
]

function isNoticed({ file, from, test, to }: Mutation): boolean {
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
    const run = spawnSync('vitest', ['run', '--project', 'unit', '--bail', '1', test], { cwd: root, encoding: 'utf8' })
    return run.status !== 0 && /Failed Tests/.test(`${run.stdout}${run.stderr}`)
  } finally {
    restore()
    process.off('exit', restore)
  }
}

const word = process.argv[2] ?? ''
const asked = mutations.filter(({ check, file }) => `${file} ${check}`.includes(word))
const unnoticed = asked.filter((mutation) => {
  const noticed = isNoticed(mutation)
  console.log(`${noticed ? '✓' : '✗'} ${mutation.check} (${mutation.file}, ${mutation.test})`)
  return !noticed
})
console.log(`${asked.length - unnoticed.length} of ${asked.length} removed checks make a test fail`)
process.exitCode = unnoticed.length === 0 ? 0 : 1
