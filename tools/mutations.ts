/**
 * Removes security checks one at a time and expects a test to fail for each:
 * `node tools/mutations.ts [word]`. A check whose removal nobody notices is
 * printed, and the exit code is 1. Files are put back as they were, also when it
 * is stopped; run it on a clean tree, since it writes into it for seconds.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVitest } from 'vitest/node'
import { chainMutations } from './mutations/chain.ts'
import { deviceMutations } from './mutations/device.ts'
import type { Mutation } from './mutations/mutation.ts'
import { relayMutations } from './mutations/relay.ts'
import { stepsMutations } from './mutations/steps.ts'

const root = join(import.meta.dirname, '..')
const membership = 'shared/membership'

const mutations: readonly Mutation[] = [
  ...stepsMutations,
  ...chainMutations,
  ...relayMutations,
  ...deviceMutations,
  {
    check: 'a removal is signed by who may remove',
    file: 'client/engine/sync/standing.ts',
    from: 'if (!signer.ok || !(await verifyEntry(verifier, entry, signer.value))) return',
    to: 'if (!signer.ok || (await verifyEntry(verifier, entry, signer.value)) === undefined) return',
    test: 'client/engine/engine.removal.test.ts',
  },
  {
    check: 'the relay’s word alone removes nobody',
    file: 'client/engine/sync/standing.ts',
    from: 'if (!isGone([...states.values()], now, device)) return unheard',
    to: 'if (states.size < 0) return unheard',
    test: 'client/engine/engine.removal.test.ts',
  },
  {
    check: 'only the app itself has the site cleared',
    file: 'server/routes/wipe.ts',
    from: "if (c.req.header(versionHeader) === undefined) return problem(c, 'unknown-or-forbidden')",
    to: "if (c.req.header(versionHeader) === '') return problem(c, 'unknown-or-forbidden')",
    test: 'server/routes/device-status.test.ts',
  },
  {
    check: 'whoever lets herself in does so for a day at most',
    file: `${membership}/steps.ts`,
    from: "if (self && author.role !== 'admin'",
    to: "if (!self && author.role === 'patient'",
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'nobody puts herself on a round',
    file: `${membership}/steps.ts`,
    from: "if (author.role !== 'admin' && isOn(staff)",
    to: "if (author.role === 'patient' && isOn(staff)",
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'access is granted by clinical staff',
    file: `${membership}/steps.ts`,
    from: "Stepped {\n  if (!isClinical(author.role)) return err({ type: 'role' })\n  const self",
    to: 'Stepped {\n  const self',
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'access ends at its instant',
    file: `${membership}/rights.ts`,
    from: '(access.until === null || access.until > now)',
    to: '(access.until === null || access.until > 0)',
    test: `${membership}/rights.test.ts`,
  },
  {
    check: 'an opening that was ended early is over',
    file: `${membership}/rights.ts`,
    from: ' && !isReplaced(careChain, access)',
    to: ' && (!isReplaced(careChain, access) || true)',
    test: `${membership}/rights.test.ts`,
  },
  {
    check: 'the cited team head never goes back',
    file: `${membership}/chain.ts`,
    from: 'seq < chain.teamSeq ?',
    to: 'seq < 0 ?',
    test: `${membership}/chain.test.ts`,
  },
  {
    check: 'the author is active as of the cited heads',
    file: `${membership}/standing.ts`,
    from: 'return known.removedAt === null || known.removedAt > seq ? known : undefined',
    to: 'return known',
    test: `${membership}/chain.test.ts`,
  },
  {
    check: 'an epoch cuts everybody who left',
    file: `${membership}/steps.ts`,
    from: 'every((device) => cut.has(device))',
    to: 'every((device) => cut.has(device) || true)',
    test: `${membership}/steps.test.ts`,
  },
  {
    check: 'the relay goes by its own clock',
    file: 'server/admission/control.ts',
    from: 'if (made === undefined || !made.self || made.until === null) return true',
    to: 'if (made === undefined || made.at >= 0) return true',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'the author of a control is in now',
    file: 'server/admission/control.ts',
    from: "if (!isAuthorIn(state, chain, entry)) return unsigned('author-not-active')",
    to: 'isAuthorIn(state, chain, entry)',
    test: 'server/routes/control.test.ts',
  },
  {
    check: 'no view is made of a record that is shut',
    file: 'client/engine/views/facts.ts',
    from: 'return care !== undefined && !access.mayRead(care)\n  })',
    to: 'return care === null\n  })',
    test: 'client/engine/engine.break-glass.test.ts',
  },
  {
    check: 'two shares are held against the key the sheets name',
    file: 'client/engine/archive/shares.ts',
    from: "equalBytes(await kitOf(seed), one.kit) ? ok(seed) : err('not-a-kit')",
    to: 'ok(seed)',
    test: 'client/engine/archive/shares.test.ts',
  },
  {
    check: 'a share has its checksum',
    file: 'client/engine/archive/shares.ts',
    from: 'if (!equalBytes(checkOf(body), bytes.slice(length - checkLength)))',
    to: 'if (bytes.length === 0)',
    test: 'client/engine/archive/shares.test.ts',
  },
  {
    check: 'the archive belongs to this kit',
    file: 'client/engine/archive/open-archive.ts',
    from: 'if (archive.id !== kit.archive.id)',
    to: 'if (archive.id === space)',
    test: 'client/engine/archive/archive.test.ts',
  },
  {
    check: "the relay takes a request only with the invite's and the device's own signatures",
    file: 'server/admission/joins.ts',
    from: 'return good.every(Boolean) ? place(body',
    to: 'return good.every(Boolean) || true ? place(body',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'the relay takes an invite only from somebody who may let in',
    file: 'server/admission/joins.ts',
    from: 'if (inviter === undefined || !mayLetIn(state, body.inviter, body)) return false',
    to: 'if (inviter === undefined) return false',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'an invite ends at the relay',
    file: 'server/admission/joins.ts',
    from: 'if (expiresAt <= now()) return',
    to: 'if (expiresAt <= 0) return',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'an invite that let a device in lets in no other',
    file: 'server/admission/joins.ts',
    from: 'const isSame = onChain.keys.device === device && onChain.removedAt === null',
    to: 'const isSame = onChain.keys.device !== undefined',
    test: 'server/routes/joins.test.ts',
  },
  {
    check: 'an answered invite carries three good signatures',
    file: 'client/engine/membership/invites.ts',
    from: 'return verified.every(Boolean) ?',
    to: 'return verified.every(Boolean) || true ?',
    test: 'client/engine/membership/invites.test.ts',
  },
  {
    check: "an invite's maker may still let in",
    file: 'client/engine/membership/invites.ts',
    from: 'if (!mayInvite(chain, team, body)) return',
    to: 'if (!mayInvite(chain, team, body) && body.role === undefined) return',
    test: 'client/engine/membership/invites.test.ts',
  },
  {
    check: 'an invite cites our history of the team',
    file: 'client/engine/membership/invites.ts',
    from: 'if (team.hashes[body.team.seq] !== body.team.hash)',
    to: "if (team.hashes[body.team.seq] === '')",
    test: 'client/engine/membership/invites.test.ts',
  },
  {
    check: 'an invite is answered in time',
    file: 'client/engine/membership/invites.ts',
    from: '(askedAt > body.expiresAt ?',
    to: '(askedAt < 0 ?',
    test: 'client/engine/membership/invites.test.ts',
  },
  {
    check: 'another device came in by this invite',
    file: 'client/engine/membership/invites.ts',
    from: 'return cameIn === undefined || cameIn.keys.device === device ?',
    to: 'return cameIn === undefined || cameIn.keys.device !== undefined ?',
    test: 'client/engine/membership/invites.test.ts',
  },
  {
    check: 'a sealed row belongs to its place',
    file: 'client/engine/storage/sealed-store.ts',
    from: "return concatBytes(purpose('rest'), utf8ToBytes(store), separator, utf8ToBytes(key), schema)",
    to: "return concatBytes(purpose('rest'), utf8ToBytes(store + key).subarray(0, 0), schema)",
    test: 'client/engine/storage/sealed-store.test.ts',
  },
  {
    check: 'after a wrong passphrase one waits',
    file: 'client/engine/storage/vault.ts',
    from: "if (wait !== undefined) return err({ type: 'too-soon'",
    to: "if (wait?.waitUntil === -1) return err({ type: 'too-soon'",
    test: 'client/engine/storage/vault.test.ts',
  },
  {
    check: 'a try is counted before it is made',
    file: 'client/engine/storage/vault.ts',
    from: '    await saveAttempts(counted)\n    const kek',
    to: '    const kek',
    test: 'client/engine/storage/vault.test.ts',
  },
  {
    check: 'a vault without contact does not open',
    file: 'client/engine/storage/vault.ts',
    from: "if ((await lookAtLease(header)).type === 'over')",
    to: "if ((await lookAtLease(header)).type === 'never')",
    test: 'client/engine/storage/lease.test.ts',
  },
  {
    check: 'a feed goes on from its own head',
    file: 'client/engine/receive/feed-run.ts',
    from: 'else if (prev !== at.head) misfits.push(item)',
    to: "else if (prev === '') misfits.push(item)",
    test: 'client/engine/receive/feed-run.test.ts',
  },
  {
    check: 'the newest signature of a run is good',
    file: 'client/engine/receive/take-content.ts',
    from: 'if (newest === undefined || (await verifyEntry(verifier, newest.entry, signKey))) return run',
    to: 'if (newest === undefined || (await verifyEntry(verifier, newest.entry, signKey)) || true) return run',
    test: 'client/engine/receive/feed-run.test.ts',
  },
  {
    check: 'nothing of a leaver is taken beyond the cut',
    file: 'client/engine/receive/check-entry.ts',
    from: 'if (cut !== undefined && seq >= cut)',
    to: 'if (cut !== undefined && seq < 0)',
    test: 'client/engine/receive/check-entry.test.ts',
  },
  {
    check: 'the heads an entry cites are ours',
    file: 'client/engine/receive/check-entry.ts',
    from: '  if (!checked.ok) {',
    to: "  if (!checked.ok && checked.error.type !== 'control-fork') {",
    test: 'client/engine/engine.scenarios.test.ts',
  },
  {
    check: 'an own entry is sent when it is that very entry',
    file: 'client/engine/receive/own-arrivals.ts',
    from: 'if (before?.ok === true && before.value.id === item.entry.id) same',
    to: 'if (before?.ok === true) same',
    test: 'client/engine/engine.restored.test.ts',
  },
  {
    check: 'an own feed is known by its feed',
    file: 'client/engine/receive/take-content.ts',
    from: 'return feeds !== undefined && device === me ?',
    to: 'return feeds !== undefined && device === group ?',
    test: 'client/engine/engine.restored.test.ts',
  },
  {
    check: 'a restored relay is offered what others wrote',
    file: 'client/engine/sync/refill.ts',
    from: 'author !== deps.device && from < to',
    to: 'author === deps.device && from < to',
    test: 'client/engine/engine.refill.test.ts',
  },
  {
    check: 'a box gives the key the chain names',
    file: 'client/engine/crypto/box.ts',
    from: "return isCommitted(place, groupKey, commitment) ? ok(groupKey) : err({ type: 'wrong-key' })",
    to: 'return ok(groupKey)',
    test: 'client/engine/crypto/key-schedule.test.ts',
  },
  {
    check: 'the back link gives the key the chain names',
    file: 'client/engine/crypto/key-schedule.ts',
    from: 'return isCommitted({ ...place, epoch: place.epoch - 1 }, previous, previousCommitment) ? previous : undefined',
    to: 'return previous',
    test: 'client/engine/crypto/key-schedule.test.ts',
  },
  {
    check: 'a key is held only when the chain names it',
    file: 'client/engine/membership/keyring.ts',
    from: "if (!isCommitted(placeOf(chain, epoch), key, stated.commitment)) return err({ type: 'wrong-key' })",
    to: 'isCommitted(placeOf(chain, epoch), key, stated.commitment)',
    test: 'client/engine/membership/keyring.test.ts',
  },
  {
    check: 'the archive box is the one the key gives',
    file: 'client/engine/membership/keyring.ts',
    from: "return (await isArchiveBox(place, key, archive, stated.archiveBox)) ? 'good' : 'false-escrow'",
    to: "return (await isArchiveBox(place, key, archive, stated.archiveBox)) ? 'good' : 'good'",
    test: 'client/engine/membership/keyring.test.ts',
  },
  {
    check: "others can seal to the group's key",
    file: 'client/engine/membership/keyring.ts',
    from: 'if (!equalBytes(await kemPublicBytes(kem.publicKey), stated.kemKey)) return',
    to: 'if (equalBytes(await kemPublicBytes(kem.publicKey), stated.commitment)) return',
    test: 'client/engine/membership/keyring.test.ts',
  },
]

/** One vitest for all of them: starting it takes longer than most of the tests. */
async function openRunner() {
  const vitest = await createVitest('test', { root, project: ['unit'], watch: false, bail: 1, reporters: [{}] })
  return {
    hasFailure: async (test: string): Promise<boolean> => {
      const specifications = (await vitest.globTestSpecifications([test])).filter(({ moduleId }) =>
        moduleId.endsWith(`/${test}`),
      )
      if (specifications.length !== 1) throw new Error(`${test} is not one file of tests`)
      const { testModules } = await vitest.runTestSpecifications(specifications)
      const run = testModules.find(({ moduleId }) => moduleId.endsWith(`/${test}`))
      // One that does not load proves nothing of the check.
      return run !== undefined && [...run.children.allTests('failed')].length > 0
    },
    changed: (path: string) => vitest.invalidateFile(path),
    close: () => vitest.close(),
  }
}

type Runner = Awaited<ReturnType<typeof openRunner>>

async function isNoticed(runner: Runner, { file, from, test, to }: Mutation): Promise<boolean> {
  const path = join(root, file)
  const before = readFileSync(path, 'utf8')
  if (before.split(from).length !== 2) throw new Error(`${file} holds this check not once: ${from}`)
  const restore = () => writeFileSync(path, before)
  process.once('exit', restore)
  try {
    writeFileSync(
      path,
      before.replace(from, () => to),
    )
    runner.changed(path)
    return await runner.hasFailure(test)
  } finally {
    restore()
    runner.changed(path)
    process.off('exit', restore)
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const word = process.argv[2] ?? ''
const asked = mutations.filter(({ check, file }) => `${file} ${check}`.includes(word))
const runner = await openRunner()
let noticed = 0
for (const mutation of asked) {
  const isCaught = await isNoticed(runner, mutation)
  console.log(`${isCaught ? '✓' : '✗'} ${mutation.check} (${mutation.file}, ${mutation.test})`)
  if (isCaught) noticed++
}
await runner.close()
console.log(`${noticed} of ${asked.length} removed checks make a test fail`)
process.exit(noticed === asked.length ? 0 : 1)
