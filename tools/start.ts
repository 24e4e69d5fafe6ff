/**
 * `npm start`: the relay and the demo neighbourhood, two processes, as one.
 *
 * The relay serves the built app on PORT (8787). Once it listens, the demo
 * joins it over the network like anyone else, and prints a link per person.
 * Everything is kept below DOORSTEP_DATA (./data), so the next start goes on
 * where this one stopped. The relay's log goes to relay.log there.
 * `npm start -- --people 615 --records 200` makes the neighbourhood larger.
 */
import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createProcessSet, findFreePort, startProcess } from './processes.ts'

const root = join(import.meta.dirname, '..')
const port = process.env.PORT ?? '8787'
const data = resolve(process.env.DOORSTEP_DATA ?? join(root, 'data'))
const dist = resolve(process.env.DIST ?? join(root, 'dist/client'))

/** The relay logs JSON lines; anything else it prints is meant for the person at the terminal. */
function readLogMessage(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const entry: unknown = JSON.parse(line)
    const isLog = typeof entry === 'object' && entry !== null && 'msg' in entry && typeof entry.msg === 'string'
    return isLog ? String(entry.msg) : undefined
  } catch {
    return undefined
  }
}

async function run(): Promise<number> {
  if (!existsSync(join(dist, 'index.html'))) {
    console.error(`There is no built app in ${dist}. Run: npm run build`)
    return 1
  }
  mkdirSync(data, { recursive: true })
  const demoPort = String(await findFreePort())
  const demo = join(root, 'e2e/demo/main.ts')
  const hasDemo = existsSync(demo)
  const processes = createProcessSet()
  const { promise: listening, resolve: isListening } = Promise.withResolvers<void>()

  const relay = startProcess({
    name: 'relay',
    args: [join(root, 'server/main.ts')],
    env: {
      PORT: port,
      DOORSTEP_DATA: data,
      DIST: dist,
      // The neighbourhood founds its own space, and the relay hands /demo on to it.
      ...(hasDemo ? { DOORSTEP_OPEN_SPACES: '1', DOORSTEP_DEMO_URL: `http://127.0.0.1:${demoPort}` } : {}),
    },
    onLine: (line) => {
      const message = readLogMessage(line)
      if (message === undefined) return console.log(line)
      appendFileSync(join(data, 'relay.log'), `${line}\n`)
      if (message === 'listening') isListening()
    },
  })
  processes.add(relay)

  void listening.then(() => {
    console.log(`Doorstep is running on http://localhost:${port}`)
    if (!hasDemo) return
    console.log('Waking the neighbourhood …')
    const env = { RELAY_URL: `http://localhost:${port}`, PORT: demoPort, DEMO_PORT: demoPort, DOORSTEP_DATA: data }
    processes.add(
      startProcess({ name: 'demo', args: [demo, ...process.argv.slice(2)], env, onLine: (line) => console.log(line) }),
    )
  })
  return processes.finished
}

process.exitCode = await run()
