/**
 * A pool of connections to PostgreSQL, as far as the store needs one: statements
 * prepared once a connection, and transactions whose connection is thrown away
 * when it is not known to be clean.
 *
 * `pg` and not `postgres`: of the two, a connection that breaks within a
 * transaction takes the process with it in the other (3.4.9, its issue 1208).
 */
import { Pool, type PoolClient, type QueryConfig } from 'pg'

export type Values = readonly unknown[]

export type PostgresQuery = <Row>(text: string, values?: Values) => Promise<readonly Row[]>

export interface PostgresClient {
  readonly query: PostgresQuery
  /** Commits what `run` did, or nothing of it. Rejected by a broken connection it may have been committed all the same. */
  readonly transaction: <Value>(run: (query: PostgresQuery) => Promise<Value>) => Promise<Value>
  /** Waits for what is under way. */
  readonly close: () => Promise<void>
}

/** Seconds and more of silence are a broken network; a commit waits for the disk, and for a standby where there is one. */
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 15_000 } as const

/**
 * Nothing is acknowledged before it is on the disk, whatever the server's own setting is. A relay that lost its power
 * within a transaction holds nobody up for longer than that. And every statement goes by a key: a plan that was made
 * while a table was empty, and reads all of it, would be kept while it grows.
 */
const settings = [
  'set synchronous_commit = on',
  'set idle_in_transaction_session_timeout = 15000',
  ...['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map((way) => `set ${way} = off`),
].join(';')

/** Types by their number in PostgreSQL's catalogue. What is not listed stays as the text it came as. */
const parsers = new Map<number, (value: string) => unknown>([
  [16, (value) => value === 't'],
  [17, readBytes],
  [20, Number],
  [23, Number],
])

/** `\x` and hex digits. A plain array, as the other adapters give. */
function readBytes(value: string): Uint8Array {
  const { buffer, byteLength, byteOffset } = Buffer.from(value.slice(2), 'hex')
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function parserOf(type: number): (value: string) => unknown {
  return parsers.get(type) ?? ((value) => value)
}

export function createPostgresClient(url: string): PostgresClient {
  const names = new Map<string, string>()
  const pool = new Pool({
    ...{ ...patience, connectionString: url, max: 10, keepAlive: true, application_name: 'doorstep' },
    types: { getTypeParser: parserOf as never },
    onConnect: async (client) => {
      await client.query(settings)
    },
  })
  // Whoever waits on a connection hears of its end; on an idle one nobody does, and there is nothing to do.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  function prepared(text: string, values: Values): QueryConfig {
    const name = names.get(text) ?? `s${names.size}`
    names.set(text, name)
    return { name, text, values: [...values] }
  }

  const queryOn =
    (connection: Pool | PoolClient): PostgresQuery =>
    async <Row>(text: string, values: Values = []) =>
      (await connection.query(prepared(text, values))).rows as Row[]

  return {
    query: queryOn(pool),
    transaction: async (run) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const value = await run(queryOn(client))
        await client.query('commit')
        client.release()
        return value
      } catch (failure) {
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        )
        throw failure
      }
    },
    close: () => pool.end(),
  }
}

/** What an id in hex is to PostgreSQL. */
export function idToBytes(id: string): Buffer {
  return Buffer.from(id, 'hex')
}

export function bytesToId(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

/**
 * The connection broke or the server went away: what was under way may have been done, and the same may be tried
 * again. 40001 and 40P01: PostgreSQL itself gave it up. 25006: a standby, which is no more the one to ask.
 */
const passing = /^(08...|57P0[1-5]|53300|40001|40P01|25006|25P03|E[A-Z]+)$/
const spoken = /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded)/

export function isPassing(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false
  const code = 'code' in failure ? failure.code : undefined
  return typeof code === 'string' ? passing.test(code) : spoken.test(failure.message)
}
