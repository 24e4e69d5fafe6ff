/** The relay as a process: settings from the environment, log on standard output, SIGTERM and SIGINT stop it. */
import { parseConfig } from './ops/config.ts'
import { DatabaseUnusable } from './ops/database-words.ts'
import { type RunningRelay, startRelay } from './start-relay.ts'

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function explain(failure: unknown, port: number, data: string): string {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Set PORT to a free one.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`
  if (failure instanceof DatabaseUnusable) return failure.message
  const reason = failure instanceof Error ? failure.message : 'unknown reason'
  return `The relay could not start with its data in ${data}: ${reason}`
}

const config = parseConfig(process.env)
if (!config.ok) fail(config.error.sentence)

const { data, database, joinsPerHour, demoUrl, ...settings } = config.value
let relay: RunningRelay
try {
  relay = await startRelay({
    ...settings,
    ...(demoUrl === undefined ? {} : { demoUrl }),
    ...(database === undefined ? {} : { database }),
    dataDir: data,
    limits: { joinsPerHour },
    logTo: process.stdout,
  })
} catch (failure) {
  fail(explain(failure, settings.port, data))
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void relay.stop().then(() => process.exit(0))
  })
}
