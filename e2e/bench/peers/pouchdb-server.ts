/** PouchDB's own server, in memory. */
import express from 'express'
import expressPouchdb from 'express-pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'

class MemoryPouch extends PouchDB.plugin(memoryAdapter).plugin(replication) {}

const app = express()
app.use('/db', expressPouchdb(MemoryPouch, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }))
app.listen(Number(process.env.RELAY_PORT), () => console.log('listening'))
