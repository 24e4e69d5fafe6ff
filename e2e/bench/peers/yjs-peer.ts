/** Both peers that are made of Yjs do the same work; they differ in how a document reaches the server. */
import * as Y from 'yjs'
import { busyCount, turnsOf } from '../catch-up/work.ts'
import type { Peer } from './peer.ts'
import { createPerson, type OpenLine, people, visit, writeTurn, yjsDevice } from './yjs-work.ts'

export function yjsPeer(name: string, server: string, openLine: OpenLine): Peer {
  const empty = (count: number) => people.slice(0, count).map(() => new Y.Doc())
  return {
    name,
    server,
    moveIn: (port) => visit(openLine, port, people.map(createPerson)),
    prepareDevice: async (port) => {
      const docs = empty(people.length)
      await visit(openLine, port, docs)
      return yjsDevice(openLine, docs)
    },
    writeTurns: async (port) => {
      for (const turn of turnsOf(['Priya Patel', 'Ben Okafor'])) {
        await visit(openLine, port, empty(busyCount), (doc, i) => writeTurn(turn, doc, people[i]!.personId))
      }
    },
  }
}
