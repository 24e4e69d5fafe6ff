/**
 * Looking after what a relay keeps by hand: `create-space [ADDRESS] [FOLDER]`,
 * `recover-space [ADDRESS] [FOLDER] [SPACE]`, `verify [FOLDER]`, `backup OUT [FOLDER]`,
 * `copy OUT [FOLDER] [SPACE]`: the relay may be running. After its file was put back or
 * lost, with the relay stopped: `restored [FOLDER]`, `take-back SPACE [FOLDER]`. With
 * DOORSTEP_DATABASE set all of them are about that database; `fill FILE` brings a
 * backup into it. And for anybody: `verify-fork-proof FILE`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Bytes } from '../shared/lib/bytes.ts'
import type { Instant, SpaceId } from '../shared/lib/ids.ts'
import { openRelayKey } from './audit/relay-key.ts'
import { openPostgresEntryStore } from './entry-store/entry-store.postgres.ts'
import { createSqliteEntryStore } from './entry-store/entry-store.sqlite.ts'
import type { RelayStore } from './entry-store/relay-store.ts'
import { backUp, fillDatabase, readStored, type Stored } from './ops/backup.ts'
import { badDatabase, readDatabase } from './ops/config.ts'
import { copyBlobs, copySpace } from './ops/copy-space.ts'
import { createFoundingLink, createRecoveryLink, linkHoldsMs } from './ops/create-space.ts'
import { explainDatabase } from './ops/database-words.ts'
import { describeForkProof } from './ops/describe-fork-proof.ts'
import { allowTakeBack } from './ops/take-back.ts'
import { type StoreReport, verifyStore } from './ops/verify-store.ts'

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

const machine = {
  now: () => Date.now() as Instant,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
}

const timers = {
  elapsed: () => performance.now(),
  every: () => () => {},
  after: (milliseconds: number, run: () => void) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Nothing is added here. */
const noQuota = { groupBytes: 0, spaceBytes: 0, quarantineBytes: 0 }

const database = readDatabase(process.env)

/** Undefined, and a word about it, where it is to be there already and is not, or cannot be used. */
async function openStore(folder: string, { isThere }: { readonly isThere: boolean }): Promise<RelayStore | undefined> {
  const file = join(folder, 'relay.db')
  if (database === null) say(badDatabase)
  else if (database !== undefined) return open({ database })
  else if (!isThere || existsSync(file)) return open({ file })
  else say(`There is no relay.db in ${folder}.`)
  return undefined
}

async function open(stored: Stored): Promise<RelayStore | undefined> {
  try {
    if ('file' in stored) return createSqliteEntryStore({ ...machine, path: stored.file, quota: noQuota })
    return await openPostgresEntryStore({ ...machine, ...timers, url: stored.database, quota: noQuota })
  } catch (failure) {
    sayWhy(stored, failure)
    return undefined
  }
}

/** Why it cannot be used, in words; what is no word of the store’s is thrown on. */
function sayWhy(stored: Stored, failure: unknown): void {
  const words = 'database' in stored ? explainDatabase(failure) : explainFile(stored.file, failure)
  if (words === undefined) throw failure
  say(words)
}

function explainFile(file: string, failure: unknown): string | undefined {
  const isSqlites = failure instanceof Error && 'code' in failure && failure.code === 'ERR_SQLITE_ERROR'
  if (!isSqlites) return undefined
  return `${file} cannot be used: ${failure.message}. Where it is damaged, put a backup in its place (docs/operating.md, “When something is lost”).`
}

/** What is there to be read: the database where one is set, else the file. Undefined, and a word about it, where there is none. */
function findStored(folder: string): Stored | undefined {
  const file = join(folder, 'relay.db')
  if (database === null) say(badDatabase)
  else if (database !== undefined) return { database }
  else if (existsSync(file)) return { file }
  else say(`There is no relay.db in ${folder}.`)
  return undefined
}

/** 1, and a word about it, where what is kept cannot be used. */
async function orExplain(stored: Stored, run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (failure) {
    sayWhy(stored, failure)
    return 1
  }
}

function sayCounts({ blobs, bytes, heldBlobs, items, kept, spaces }: StoreReport): void {
  const held = heldBlobs.length === 0 ? '' : ` ${heldBlobs.length} attachments held back,`
  const apart = kept === 0 ? '' : ` ${kept} entries kept apart,`
  const megabytes = `${(bytes / 1e6).toFixed(1)} MB`
  say(`${spaces} spaces, ${items} items, ${blobs.length} attachments,${held}${apart} ${megabytes}.`)
}

/** Whether it is sound, said with the faults where it is not. */
function saySoundness({ faults }: StoreReport): boolean {
  for (const fault of faults) say(fault)
  say(
    faults.length === 0
      ? 'Sound: no number missing, every entry hashes to its id and follows the one before, every attachment to its name.'
      : 'Not sound.',
  )
  return faults.length === 0
}

async function verify(folder: string): Promise<number> {
  const stored = findStored(folder)
  return stored === undefined ? 1 : lookOver(stored)
}

/** 0 where it is sound. */
function lookOver(stored: Stored): Promise<number> {
  return orExplain(stored, async () => {
    const report = await readStored(stored, verifyStore)
    sayCounts(report)
    return saySoundness(report) ? 0 : 1
  })
}

/** A copy that is not sound is kept, and said to be so: there may be no better one. */
async function backup(out: string, folder: string): Promise<number> {
  const stored = findStored(folder)
  if (stored === undefined) return 1
  if (existsSync(out)) {
    say(`There is something at ${out} already.`)
    return 1
  }
  return orExplain(stored, async () => {
    await backUp(stored, out)
    const soundness = await lookOver({ file: out })
    say(`All of it is in ${out}, sealed as it lay here. A relay goes on with it as relay.db. Keep relay.key beside it.`)
    return soundness
  })
}

async function fill(file: string): Promise<number> {
  if (typeof database !== 'string') {
    say(database === null ? badDatabase : 'Name the database to be filled in DOORSTEP_DATABASE.')
    return 1
  }
  if (!existsSync(file)) {
    say(`There is no ${file}.`)
    return 1
  }
  if ((await lookOver({ file })) !== 0) return 1
  return orExplain({ database }, async () => {
    const isFilled = await fillDatabase(database, file)
    say(isFilled ? 'All of it is in the database.' : 'Nothing was done: there is a space in the database already.')
    return isFilled ? 0 : 1
  })
}

/** What the relay holds of a space’s record, for the archive: all of it sealed. */
async function copy(out: string, folder: string, space: string | undefined): Promise<number> {
  const stored = findStored(folder)
  if (stored === undefined) return 1
  if ('file' in stored) return orExplain(stored, async () => copyFrom(stored.file, out, { space, where: folder }))
  const aside = mkdtempSync(join(dirname(out), 'doorstep-copy-'))
  try {
    const file = join(aside, 'relay.db')
    return await orExplain(stored, async () => {
      await backUp(stored, file)
      return copyFrom(file, out, { space, where: 'the database' })
    })
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

interface Copied {
  readonly space: string | undefined
  /** As it is called in words. */
  readonly where: string
}

function copyFrom(path: string, out: string, { space, where }: Copied): number {
  const bytes = copySpace(path, space)
  if (bytes === undefined) {
    say(`There is no such space in ${where}, or there are several: name one.`)
    return 1
  }
  writeFileSync(out, bytes, { mode: 0o600 })
  const attachments = `${out}.attachments`
  const count = copyBlobs(path, space, (blob, sealed) => {
    mkdirSync(attachments, { recursive: true, mode: 0o700 })
    writeFileSync(join(attachments, blob), sealed, { mode: 0o600 })
  })
  say(`${(bytes.length / 1e6).toFixed(1)} MB, sealed as it lay here, are in ${out}.`)
  if (count > 0) say(`${count} attachments, sealed too, are in ${attachments}: keep them beside it.`)
  return 0
}

/** With the relay stopped: what runs remembers the file as it was. */
async function restored(folder: string): Promise<number> {
  const store = await openStore(folder, { isThere: true })
  if (store === undefined) return 1
  const spaces = await store.spaces()
  for (const space of spaces) await store.renewGeneration(space)
  await store.close()
  say(`${spaces.length} spaces will be read from the start by every device, and filled again with what they hold.`)
  return 0
}

async function takeBack(space: string, folder: string): Promise<number> {
  if (!/^[0-9a-f]{32}$/.test(space)) {
    say('A space is named by 32 letters and digits: “Copy this report” on a device of its staff has them.')
    return 1
  }
  const store = await openStore(folder, { isThere: false })
  if (store === undefined) return 1
  await allowTakeBack({ ...machine, mailbox: store }, space as SpaceId)
  await store.close()
  say(`The devices of its staff bring the space back as they find signal, within ${linkHoldsMs / 3_600_000} hours.`)
  return 0
}

async function verifyForkProof(file: string): Promise<number> {
  const { isProven, lines } = await describeForkProof(existsSync(file) ? readFileSync(file) : new Uint8Array())
  for (const line of lines) say(line)
  return isProven ? 0 : 1
}

/** The address is where people open the app, which is where the relay answers. */
function originOf(address: string): string | undefined {
  const origin = URL.canParse(address) ? new URL(address).origin : 'null'
  if (/^https?:/.test(origin)) return origin
  say(`"${address}" is not an address such as https://doorstep.example.org.`)
  return undefined
}

const hours = linkHoldsMs / 3_600_000

async function createSpace(address: string, folder: string): Promise<number> {
  const origin = originOf(address)
  if (origin === undefined) return 1
  const store = await openStore(folder, { isThere: false })
  if (store === undefined) return 1
  const { publicKey: relayKey } = openRelayKey(folder)
  const link = await createFoundingLink({ ...machine, mailbox: store, relayKey }, origin)
  await store.close()
  say('Give this link to the first administrator, and to nobody else:')
  say(link)
  say(`It founds one neighbourhood, within ${hours} hours. It is not kept and cannot be shown again.`)
  return 0
}

/** Where the relay keeps one space only, that one is meant. */
async function recoverSpace(address: string, folder: string, named: string | undefined): Promise<number> {
  const origin = originOf(address)
  const store = origin === undefined ? undefined : await openStore(folder, { isThere: true })
  if (origin === undefined || store === undefined) return 1
  const spaces = await store.spaces()
  const space = spaces.find((each) => each === named) ?? (named === undefined && spaces.length === 1 ? spaces[0] : null)
  const link = space ? await createRecoveryLink({ ...machine, mailbox: store }, origin, space as SpaceId) : undefined
  await store.close()
  if (link === undefined) {
    say(`Name one of these spaces: ${spaces.join(', ')}.`)
    return 1
  }
  say('Give this link to the person who brings two sheets of the recovery kit, and to nobody else:')
  say(link)
  say(`It lets one device in as an administrator, within ${hours} hours, and all staff are told of it.`)
  say('It opens nothing without two sheets. It is not kept and cannot be shown again.')
  return 0
}

const [command, ...args] = process.argv.slice(2)
const dataFolder = process.env.DOORSTEP_DATA ?? 'data'
const ownAddress = `http://localhost:${process.env.PORT ?? '8787'}`
if (command === 'create-space') {
  process.exitCode = await createSpace(args[0] ?? ownAddress, args[1] ?? dataFolder)
} else if (command === 'recover-space') {
  process.exitCode = await recoverSpace(args[0] ?? ownAddress, args[1] ?? dataFolder, args[2])
} else if (command === 'verify') {
  process.exitCode = await verify(args[0] ?? dataFolder)
} else if (command === 'backup' && args[0] !== undefined) {
  process.exitCode = await backup(args[0], args[1] ?? dataFolder)
} else if (command === 'fill' && args[0] !== undefined) {
  process.exitCode = await fill(args[0])
} else if (command === 'copy' && args[0] !== undefined) {
  process.exitCode = await copy(args[0], args[1] ?? dataFolder, args[2])
} else if (command === 'restored') {
  process.exitCode = await restored(args[0] ?? dataFolder)
} else if (command === 'take-back' && args[0] !== undefined) {
  process.exitCode = await takeBack(args[0], args[1] ?? dataFolder)
} else if (command === 'verify-fork-proof' && args[0] !== undefined) {
  process.exitCode = await verifyForkProof(args[0])
} else {
  say('Usage: npx node server/cli.ts create-space [ADDRESS] [FOLDER] | recover-space [ADDRESS] [FOLDER] [SPACE]')
  say('       | verify [FOLDER] | backup OUT [FOLDER] | fill FILE | copy OUT [FOLDER] [SPACE]')
  say('       | restored [FOLDER] | take-back SPACE [FOLDER] | verify-fork-proof FILE')
  process.exitCode = 1
}
