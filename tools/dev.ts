/**
 * `npm run dev`: the page with hot reload and a relay that restarts when its
 * code changes, by one command. The page is on 5173 (PORT), the relay on 8788
 * (RELAY_PORT), and its data in data/dev, apart from that of `npm start`.
 * `npm run dev -- --demo` also wakes the fictional neighbourhood.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createProcessSet, findFreePort, startProcess } from './processes.ts'

const root = join(import.meta.dirname, '..')
const pagePort = process.env.PORT ?? '5173'
const relayPort = process.env.RELAY_PORT ?? '8788'
const data = resolve(process.env.DOORSTEP_DATA ?? join(root, 'data/dev'))

function say(name: string): (line: string) => void {
  return (line) => console.log(`${name} | ${line}`)
}

async function run(): Promise<number> {
  mkdirSync(data, { recursive: true })
  const processes = createProcessSet()
  const demoPort = String(await findFreePort())
  const relay = join(root, 'server/main.ts')
  if (existsSync(relay)) {
    const env = {
      PORT: relayPort,
      DOORSTEP_DATA: data,
      DIST: join(root, 'dist/client'),
      DOORSTEP_ORIGINS: `http://localhost:${pagePort}`,
      DOORSTEP_OPEN_SPACES: '1',
      DOORSTEP_DEMO_URL: `http://127.0.0.1:${demoPort}`,
    }
    processes.add(startProcess({ name: 'relay', args: ['--watch', relay], env, onLine: say('relay') }))
  }
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const env = { PORT: pagePort, RELAY_URL: `http://127.0.0.1:${relayPort}` }
  processes.add(startProcess({ name: 'page', args: [vite], env, onLine: say('page ') }))
  if (process.argv.includes('--demo')) {
    // Through the dev server, so that the links it prints open the page under development.
    const env = { RELAY_URL: `http://localhost:${pagePort}`, PORT: demoPort, DEMO_PORT: demoPort, DOORSTEP_DATA: data }
    processes.add(startProcess({ name: 'demo', args: [join(root, 'e2e/demo/main.ts')], env, onLine: say('demo ') }))
  }
  return processes.finished
}

process.exitCode = await run()
