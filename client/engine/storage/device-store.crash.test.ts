/** DS9: a process killed while it writes leaves whole commits, and every one that was acknowledged. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSqliteDeviceStore } from './device-store.sqlite.ts'

const adapter = new URL('./device-store.sqlite.ts', import.meta.url).href
const rounds = 6
const partsOfOneCommit = 5

/** Writes commits of five rows until it is killed, saying each number once it is acknowledged. */
const writer = (path: string) => `
  import { createSqliteDeviceStore } from ${JSON.stringify(adapter)}
  const store = createSqliteDeviceStore(${JSON.stringify(path)})
  for (let n = 0; ; n++) {
    const key = String(n).padStart(8, '0')
    const writes = [0, 1, 2, 3, 4].map((part) => ({ store: 'log', key: key + '/' + part, value: new Uint8Array(3000) }))
    const saved = await store.commit(writes)
    if (!saved.ok) throw new Error(JSON.stringify(saved))
    process.stdout.write(key + '\\n')
  }`

async function writeUntilKilled(path: string, acknowledgedBefore: number): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer(path)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8')
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.split('\n').length > acknowledgedBefore) child.kill('SIGKILL')
  }
  return said
}

test('DS9 kill -9 while writing loses no acknowledged commit and leaves no half one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-kill-'))
  for (let round = 0; round < rounds; round++) {
    const path = join(folder, `${round}.db`)
    const acknowledged = (await writeUntilKilled(path, 3 + round * 7)).split('\n').slice(0, -1)
    const store = createSqliteDeviceStore(path)
    const rows = await store.scan('log', '', '\uffff')
    const found = new Set(rows.map(({ key }) => key.slice(0, 8)))
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.filter((key) => !found.has(key))).toEqual([])
    expect(rows.length).toBe(found.size * partsOfOneCommit)
    await store.close()
  }
  rmSync(folder, { recursive: true })
}, 60_000)
