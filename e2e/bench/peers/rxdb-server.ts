/** The other end of RxDB's HTTP replication: what changed after a checkpoint, in order. In memory. */
import { createServer, type IncomingMessage } from 'node:http'

interface Stored {
  readonly id: string
  readonly updatedAt: number
}

const collections = new Map<string, Map<string, Stored>>()

function collectionOf(name: string): Map<string, Stored> {
  const found = collections.get(name) ?? new Map<string, Stored>()
  collections.set(name, found)
  return found
}

async function bodyOf(request: IncomingMessage): Promise<readonly Stored[]> {
  let text = ''
  for await (const part of request) text += part
  return JSON.parse(text)
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const documents = collectionOf(url.pathname.slice(1))
  if (request.method === 'POST') {
    for (const doc of await bodyOf(request)) {
      // Last in the map is last changed: a pull reads from the checkpoint on.
      documents.delete(doc.id)
      documents.set(doc.id, doc)
    }
    response.end()
    return
  }
  const after = Number(url.searchParams.get('updatedAt'))
  const limit = Number(url.searchParams.get('limit'))
  const changed = [...documents.values()].filter(({ updatedAt }) => updatedAt > after).slice(0, limit)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(changed.map((doc) => ({ ...doc, _deleted: false }))))
})
server.listen(Number(process.env.RELAY_PORT), () => console.log('listening'))
