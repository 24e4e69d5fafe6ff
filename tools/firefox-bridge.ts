/**
 * Stands between Playwright and a Firefox that is some versions behind it: starts
 * the browser, passes each message of WebDriver BiDi on, and answers by itself the
 * one command that such a Firefox does not know: the one for colour scheme and
 * motion, which Playwright sends whatever its options say. To be thrown away once
 * Debian's Firefox knows it.
 *
 * Usage: `firefox-bridge.ts FIREFOX ARGUMENTS…`; its own address stands on standard
 * error in the words in which Firefox says its own.
 */
import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

const unknownCommand = 'emulation.setMediaFeaturesOverride'
const listening = /WebDriver BiDi listening on (ws:\/\/\S+)/

const [program = '', ...firefoxArguments] = process.argv.slice(2)
const firefox = spawn(program, firefoxArguments, { stdio: ['ignore', 'inherit', 'pipe'] })
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => firefox.kill(signal))
firefox.once('exit', (code) => process.exit(code ?? 1))

let heard = ''
let isBridged = false
firefox.stderr.setEncoding('utf8').on('data', (words: string) => {
  if (isBridged) return void process.stderr.write(words)
  heard += words
  const address = listening.exec(heard)?.[1]
  if (address === undefined) return
  isBridged = true
  bridge(address)
})

function bridge(address: string): void {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
    const { port } = server.address() as AddressInfo
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`)
  })
  server.on('connection', (driver, { url }) => join(driver, new WebSocket(address + (url ?? ''))))
}

function join(driver: WebSocket, browser: WebSocket): void {
  const early: string[] = []
  browser.on('open', () => {
    for (const message of early.splice(0)) browser.send(message)
  })
  driver.on('message', (data) => {
    const message = String(data)
    const { id, method } = JSON.parse(message) as { readonly id: number; readonly method: string }
    if (method === unknownCommand) driver.send(JSON.stringify({ type: 'success', id, result: {} }))
    else if (browser.readyState === WebSocket.OPEN) browser.send(message)
    else early.push(message)
  })
  browser.on('message', (data) => driver.send(String(data)))
  browser.on('close', () => driver.close())
  driver.on('close', () => browser.close())
  for (const socket of [driver, browser]) socket.on('error', () => socket.close())
}
