/**
 * `npm run dev`: the page with hot reload and a relay that restarts when its
 * code changes, by one command. The page is on 5173 (PORT), the relay on 8788
 * (RELAY_PORT), and its data in data/dev, apart from that of `npm start`.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createProcessSet, startProcess } from './processes.ts'

const root = join(import.meta.dirname, '..')
const relayPort = process.env.RELAY_PORT ?? '8788'
const data = resolve(process.env.DOORSTEP_DATA ?? join(root, 'data/dev'))

function say(name: string): (line: string) => void {
  return (line) => console.log(`${name} | ${line}`)
}

async function run(): Promise<number> {
  mkdirSync(data, { recursive: true })
  const processes = createProcessSet()
  const relay = join(root, 'server/main.ts')
  if (existsSync(relay)) {
    const env = { PORT: relayPort, DOORSTEP_DATA: data, DIST: join(root, 'dist/client') }
    processes.add(startProcess({ name: 'relay', args: ['--watch', relay], env, onLine: say('relay') }))
  }
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const env = { RELAY_URL: `http://127.0.0.1:${relayPort}` }
  processes.add(startProcess({ name: 'page', args: [vite], env, onLine: say('page ') }))
  return processes.finished
}

process.exitCode = await run()
