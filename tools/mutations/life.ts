/** How a device begins, is opened, and is another’s: whom it asks, what it does not take, and what it does not forget. */
import type { Mutation } from './mutation.ts'

const ask = 'client/engine/life/ask-relay.ts'
const begin = { file: 'client/engine/life/begin-life.ts', test: 'client/engine/tests/engine.founding.test.ts' } as const
const life = { file: 'client/engine/life/life.ts', test: 'client/engine/tests/engine.takeover.test.ts' } as const
const founding = {
  file: 'client/engine/life/make-founding.ts',
  test: 'client/engine/tests/engine.founding.test.ts',
} as const
const recovery = {
  file: 'client/engine/life/make-recovery.ts',
  test: 'client/engine/tests/engine.recovery.test.ts',
} as const
const founder = { file: 'client/engine/life/check-founder.ts', test: founding.test } as const
const lifeTest = 'client/engine/tests/engine.life.test.ts'

const linkOver = "if (deps.clock.now() > link.value.expiresAt) return err({ type: 'link-over' })"
const nothing =
  "if ([name, spaceName, title].some((text) => text.trim() === '')) return err({ type: 'nothing-written' })"
const tooLong = "if (spaceName.trim().length > limits.line) return err({ type: 'too-long', limit: limits.line })"
const amiss = 'if (!checked.ok) return checked'
const short =
  "if (passphrase.length < shortestPassphrase) return err({ type: 'passphrase-too-short', minimum: shortestPassphrase })"

export const lifeMutations: readonly Mutation[] = [
  {
    file: ask,
    test: recovery.test,
    check: 'a recovery whose place on the chain was taken is made anew',
    from: "refused.problem === 'compare-and-swap')",
    to: "refused.problem === 'gap')",
  },
  {
    file: ask,
    test: begin.test,
    check: 'a link that the relay does not take is told as used',
    from: "refused.type === 'refused' && refused.problem === 'unknown-or-forbidden'",
    to: "refused.type === 'refused' && refused.problem === 'gap'",
  },
  {
    file: ask,
    test: lifeTest,
    check: 'an invite that the relay does not take is refused for good',
    from: "      return { type: 'refused', problem }\n",
    to: "      return { type: 'offline' }\n",
  },
  {
    file: 'client/engine/life/joining.ts',
    test: lifeTest,
    check: 'who waits is not in',
    from: "    if (asked.type !== 'admitted') return asked\n",
    to: '',
  },
  {
    file: begin.file,
    test: lifeTest,
    check: 'a request that was refused leaves nothing on the device',
    from: '    await forget()\n',
    to: '',
  },
  {
    ...begin,
    check: 'a device that is somebody’s is not wiped by an invite',
    from: "joinHere(deps: BeginDeps, request: JoinRequest): Promise<JoinOutcome> {\n  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }\n",
    to: 'joinHere(deps: BeginDeps, request: JoinRequest): Promise<JoinOutcome> {\n',
  },
  {
    ...begin,
    check: 'a device that is somebody’s is not wiped by a founding',
    from: "foundHere(deps: BeginDeps, request: FoundRequest): Promise<FoundOutcome> {\n  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }\n",
    to: 'foundHere(deps: BeginDeps, request: FoundRequest): Promise<FoundOutcome> {\n',
  },
  {
    ...begin,
    check: 'a device that is somebody’s is not wiped by a recovery',
    from: "recoverHere(deps: BeginDeps, request: RecoverRequest): Promise<RecoverOutcome> {\n  if (!deps.mayBegin()) return { ok: false, problem: { type: 'already-joined' } }\n",
    to: 'recoverHere(deps: BeginDeps, request: RecoverRequest): Promise<RecoverOutcome> {\n',
  },
  {
    file: begin.file,
    test: lifeTest,
    check: 'an invite that did not let in says so',
    from: "return { ok: false, problem: error.type === 'moved-on' ? { type: 'invite-used' } : error }",
    to: 'return { ok: true }',
  },
  {
    ...begin,
    check: 'a founding that the disk did not keep says that it was the disk',
    from: "  if (error.type === 'disk') return { ok: false, problem: error }\n",
    to: '',
  },
  {
    ...begin,
    check: 'a founding that was refused says so',
    from: "return { ok: false, problem: { type: error.type === 'no-space' ? 'no-space' : 'link-used' } }",
    to: 'return { ok: true }',
  },
  {
    file: begin.file,
    test: recovery.test,
    check: 'a recovery that was refused says so',
    from: 'return { ok: false, problem: recoverProblem(begun.error) }',
    to: 'return { ok: true }',
  },
  {
    ...life,
    test: 'client/engine/tests/engine.waiting.test.ts',
    check: 'a device that waits has nothing to open',
    from: "      if (isAsking(state)) return { ok: false, problem: { type: 'broken', detail: state.type } }\n",
    to: '',
  },
  {
    ...life,
    check: 'a window that has not the device tries no passphrase on it',
    from: "    if (!hold.isHeld()) return { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }\n",
    to: '',
  },
  {
    ...life,
    test: 'client/engine/tests/engine.removal.test.ts',
    check: 'a device that was removed is not opened',
    from: "    if (state.type === 'removed') return { ok: false, problem: { type: 'broken', detail: 'removed' } }\n",
    to: '',
  },
  {
    ...life,
    check: 'a device lost while it is unlocked does not open',
    from: "    if (!hold.isHeld()) {\n      vault.lock()\n      return { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }\n    }\n",
    to: '',
  },
  {
    ...life,
    check: 'a device lost while it opens is told as elsewhere',
    from: "return hold.isHeld() ? { ok: true } : { ok: false, problem: { type: 'broken', detail: 'elsewhere' } }",
    to: 'return { ok: true }',
  },
  { ...founding, check: 'a founding link ends', from: linkOver, to: '' },
  { ...founding, check: 'what whoever founds says of themselves is looked at', from: amiss, to: '' },
  { ...founder, check: 'whoever founds has a name, a title and a neighbourhood', from: nothing, to: '' },
  { ...founder, check: 'the name of a team fits into an invitation', from: tooLong, to: '' },
  { ...founder, check: 'whoever founds has a passphrase long enough', from: short, to: '' },
  { ...recovery, check: 'a recovery link ends', from: linkOver, to: '' },
  { ...recovery, check: 'what whoever recovers says of themselves is looked at', from: amiss, to: '' },
  {
    ...recovery,
    check: 'the sheets are of the team’s own kit',
    from: "if (team?.root == null || !equalBytes(team.root, kit.value.root.publicKey)) return err({ type: 'other-kit' })",
    to: "if (team?.root == null) return err({ type: 'other-kit' })",
  },
  {
    ...recovery,
    check: 'a false chain of the team recovers nothing',
    from: "    if (!applied.ok) return err({ type: 'not-the-team' })\n",
    to: '',
  },
  {
    file: 'client/engine/life/make-own-device.ts',
    test: lifeTest,
    check: 'a colleague’s device has a passphrase long enough',
    from: "if (audience === 'staff' && (passphrase ?? '').length < shortestPassphrase)",
    to: "if (audience === 'staff' && (passphrase ?? '').length < 0)",
  },
]
