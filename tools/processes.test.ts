import { expect, test } from 'vitest'
import { startProcess } from './processes.ts'

function startScript(code: string): { readonly lines: string[]; readonly running: ReturnType<typeof startProcess> } {
  const lines: string[] = []
  const running = startProcess({
    name: 'p',
    args: ['-e', code],
    env: { WORD: 'hello' },
    onLine: (line) => lines.push(line),
  })
  return { lines, running }
}

test('GR10 what a process prints is handed on, and so is how it ended', async () => {
  const { lines, running } = startScript('console.log(process.env.WORD); console.error("oh"); process.exitCode = 3')
  expect(await running.ended).toBe(3)
  expect(lines.toSorted()).toEqual(['hello', 'oh'])
})

test('GR10 a process that is asked to stop may finish what it is doing', async () => {
  const lines: string[] = []
  const ready = Promise.withResolvers<void>()
  const code =
    'setInterval(() => {}, 1e6); process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); console.log("up")'
  const onLine = (line: string) => {
    lines.push(line)
    if (line === 'up') ready.resolve()
  }
  const running = startProcess({ name: 'p', args: ['-e', code], env: {}, onLine })
  await ready.promise
  await running.stop()
  expect(await running.ended).toBe(0)
  expect(lines).toEqual(['up', 'bye'])
})

test('GR10 a process ended by a signal did not end well', async () => {
  const { running } = startScript('process.kill(process.pid, "SIGKILL")')
  expect(await running.ended).toBe(1)
})
