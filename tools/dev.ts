/**
 * `npm run dev`: the page with hot reload and a relay that restarts when its
 * code changes, by one command. The page is on 5173 (PORT), the relay on 8788
 * (RELAY_PORT), and its data in data/dev, apart from that of `npm start`.
 * `npm run dev -- --demo` also wakes the fictional neighbourhood, with `--people N --records M` a large one.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createProcessSet, findFreePort, startProcess } from './processes.ts'

const root = join(import.meta.dirname, '..')
const pagePort = process.env.PORT ?? '5173'
const relayPort = process.env.RELAY_PORT ?? '8788'
const data = resolve(process.env.DOORSTEP_DATA ?? join(root, 'data/dev'))
const relayScript = join(root, 'server/main.ts')
const demoScript = join(root, 'e2e/demo/main.ts')

/** Prints lines under a name; the promise resolves with the first line that says what is awaited. */
function listenFor(
  name: string,
  words: RegExp,
): { readonly onLine: (line: string) => void; readonly said: Promise<void> } {
  const { promise: said, resolve: isSaid } = Promise.withResolvers<void>()
  const onLine = (line: string) => {
    console.log(`${name} | ${line}`)
    if (words.test(line)) isSaid()
  }
  return { onLine, said }
}

async function run(): Promise<number> {
  mkdirSync(data, { recursive: true })
  const processes = createProcessSet()
  const demoPort = String(await findFreePort())
  const relay = listenFor('relay', /listening/)
  if (existsSync(relayScript)) {
    const env = {
      PORT: relayPort,
      DOORSTEP_DATA: data,
      DIST: join(root, 'dist/client'),
      DOORSTEP_ORIGINS: `http://localhost:${pagePort}`,
      DOORSTEP_OPEN_SPACES: '1',
      DOORSTEP_DEMO_URL: `http://127.0.0.1:${demoPort}`,
    }
    processes.add(startProcess({ name: 'relay', args: ['--watch', relayScript], env, onLine: relay.onLine }))
  }
  const page = listenFor('page ', /ready in/)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const pageEnv = { PORT: pagePort, RELAY_URL: `http://127.0.0.1:${relayPort}` }
  processes.add(startProcess({ name: 'page', args: [vite], env: pageEnv, onLine: page.onLine }))

  if (process.argv.includes('--demo')) {
    // Through the dev server, so that the links it prints open the page under development.
    const env = { RELAY_URL: `http://localhost:${pagePort}`, PORT: demoPort, DEMO_PORT: demoPort, DOORSTEP_DATA: data }
    const { onLine } = listenFor('demo ', /./)
    void Promise.all([relay.said, page.said]).then(() => {
      processes.add(startProcess({ name: 'demo', args: [demoScript, ...process.argv.slice(2)], env, onLine }))
    })
  }
  return processes.finished
}

process.exitCode = await run()
