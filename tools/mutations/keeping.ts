/** How the relay starts, keeps and looks after what it keeps, on PostgreSQL too; and its client’s service worker. */
import type { Mutation } from './mutation.ts'

const app = { file: 'server/app.ts' }
const settings = { file: 'server/ops/config.ts', test: 'server/ops/config.test.ts' }
const verify = { file: 'server/ops/verify-store.ts', test: 'server/ops/verify-store.test.ts' }
const start = { file: 'server/start-relay.ts', test: 'server/start-relay.test.ts' }
const postgres = 'server/entry-store/entry-store.postgres.pg.test.ts'
const postgresBlobs = { file: 'server/blobs/postgres-blobs.ts', test: postgres }

export const keepingMutations: readonly Mutation[] = [
  {
    ...app,
    check: 'another version of the protocol is told so',
    from: 'return isOurs ? next()',
    to: "return isOurs || version !== '' ? next()",
    test: 'server/routes/session.test.ts',
  },
  {
    ...app,
    check: 'an address that is no call is answered as one that may not be known of',
    from: "  app.notFound((c) => problem(c, 'unknown-or-forbidden'))\n",
    to: '',
    test: 'server/routes/every-route.test.ts',
  },
  {
    ...app,
    check: 'a failure inside is told as nothing but that',
    from: "return problem(c, 'unavailable')",
    to: 'return c.text(String(failure), 500)',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'what could not be written of the log of what was handed out is written later',
    file: 'server/audit/fetch-log.ts',
    from: "    throw new Error('fetch log: the next page is always taken')\n",
    to: '',
    test: 'server/audit/audit.test.ts',
  },
  {
    check: 'a file that holds no key is none of the relay’s',
    file: 'server/audit/relay-key.ts',
    from: 'if (!/^[0-9a-f]{64}$/.test(text)) throw',
    to: "if (text === '') throw",
    test: 'server/audit/relay-key.test.ts',
  },
  {
    ...postgresBlobs,
    check: 'the same attachment twice at once is counted once, on PostgreSQL',
    from: "    if ((await sizeOf(query, space, group, blob)) !== undefined) throw new NotKept('duplicate')\n",
    to: '',
  },
  {
    ...postgresBlobs,
    check: 'attachments count towards the quota, on PostgreSQL',
    from: 'if (isOverQuota(batch.quota, { bytes: known?.bytes ?? 0, space: row }, bytes.length))',
    to: 'if (known?.bytes === -1)',
  },
  {
    ...postgresBlobs,
    check: 'an attachment that the database did not take is not acknowledged',
    from: '        throw failure\n',
    to: "        return 'stored'\n",
  },
  {
    check: 'what breaks in a command beside the relay is not put down to a database it does not have',
    file: 'server/cli.ts',
    from: "'database' in stored ? explainDatabase(failure) : explainFile(stored.file, failure)",
    to: 'explainDatabase(failure)',
    test: 'server/ops/backup.test.ts',
  },
  {
    check: 'a copy that failed is no copy',
    file: 'server/ops/backup.ts',
    from: '    throw failure\n',
    to: '',
    test: 'server/ops/backup.test.ts',
  },
  {
    ...settings,
    check: 'an address for devices is an origin',
    from: 'if (strange >= 0)',
    to: 'if (strange > 9)',
  },
  {
    ...settings,
    check: 'an address of a database is one of PostgreSQL’s',
    from: '  if (database === null) return bad(badDatabase)\n',
    to: '',
  },
  {
    ...settings,
    check: 'the demonstration’s address is one',
    from: "demoUrl !== '' && readOrigin(demoUrl) === undefined",
    to: "demoUrl === ''",
  },
  {
    ...verify,
    check: 'an entry is looked over to be what it is called',
    from: "return entry.value.id === bytesToHex(id) ? entry : err('does not hash to its id')",
    to: 'return entry',
  },
  {
    ...verify,
    check: 'what is kept apart is looked over to be somebody’s, in a group',
    from: 'const isNamed = grp.length > 0 && party.length > 0',
    to: 'const isNamed = true',
  },
  {
    ...start,
    check: 'a database that cannot be used is a sentence without its password',
    from: 'throw new DatabaseUnusable(failure)',
    to: 'throw failure',
  },
  {
    ...start,
    check: 'a relay that cannot listen has not started',
    from: '    await store.close()\n    throw failure\n',
    to: '    await store.close()\n    return Number(failure === undefined)\n',
  },
  {
    check: 'a database in which the relay’s tables cannot be made is none',
    file: 'server/entry-store/entry-store.postgres.ts',
    from: '    throw failure\n',
    to: '',
    test: 'server/start-relay.pg.test.ts',
  },
  {
    check: 'a standby is not called ready',
    file: 'server/entry-store/entry-store.postgres.ts',
    from: "if (row?.standby !== false) throw new Error('postgres: this is a standby')",
    to: 'void row',
    test: postgres,
  },
  {
    check: 'a transaction that broke is not called done',
    file: 'server/entry-store/postgres-client.ts',
    from: '        throw failure\n',
    to: '        return undefined as never\n',
    test: postgres,
  },
  {
    check: 'an append that waited too long for its database is refused',
    file: 'server/entry-store/postgres-commit.ts',
    from: 'patienceMs) throw failure',
    to: 'patienceMs) return []',
    test: postgres,
  },
  {
    check: 'a flush that left something is a failure to the browser, which asks again',
    file: 'client/sw/rules.ts',
    from: "if (!(await isAllSent)) throw new Error('something still waits')",
    to: 'await isAllSent',
    test: 'client/sw/rules.test.ts',
  },
]
