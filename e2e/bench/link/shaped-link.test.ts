import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { type LinkShape, startShapedLink } from './shaped-link.ts'

const sent = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 251))

async function throughLink(shape: LinkShape | null) {
  const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const link = await startShapedLink((echo.address() as AddressInfo).port)
  link.shape(shape)
  const socket = connect({ port: link.port, host: 'localhost', allowHalfOpen: true })
  const back: Buffer[] = []
  socket.on('data', (bytes: Buffer) => back.push(bytes))
  socket.end(sent)
  await once(socket, 'end')
  const bytes = link.bytes()
  await link.close()
  echo.close()
  return { back: Buffer.concat(back), bytes }
}

test.each([
  ['open', null],
  ['shaped', { rttMs: 4, downBitsPerSecond: 40e6, upBitsPerSecond: 20e6 }],
])('BN2 an %s link changes nothing and counts both ways', async (_name, shape) => {
  const { back, bytes } = await throughLink(shape)
  expect(back.equals(sent)).toBe(true)
  expect(bytes).toEqual({ up: sent.length, down: sent.length })
})
