/** What somebody asks of an engine by a screen or by hand and is told no, and how what it stands on fails. */
import type { Mutation } from './mutation.ts'

const asked = 'client/engine/tests/engine.commands-refused.test.ts'
const handler = { file: 'client/engine/command-handler.ts', test: asked } as const
const archive = {
  file: 'client/engine/archive.node.ts',
  test: 'client/engine/archive/archive-node.test.ts',
} as const

export const commandMutations: readonly Mutation[] = [
  {
    ...handler,
    check: 'what has no id of its own is not run',
    from: "  if (!isId(command.commandId)) return failed({ type: 'nothing-written' })\n",
    to: '',
  },
  {
    ...handler,
    test: 'client/engine/tests/engine.new-person.test.ts',
    check: 'what was written is done, also where it could not be planned again',
    from: '(await hasRun(deps, command)) ? done : failed(request.problem)',
    to: 'failed(request.problem)',
  },
  {
    ...handler,
    check: 'a command that the disk did not take is not called done',
    from: 'return written.ok ? done : failed(problemOfFailure(written.error))',
    to: 'return done',
  },
  {
    ...handler,
    check: 'half-typed words that the disk did not take are not called kept',
    from: '  if (!saved.ok) return failed(problemOfFailure(saved.error))\n',
    to: '',
  },
  {
    file: 'client/engine/engine.ts',
    test: asked,
    check: 'a locked device says of nothing that it was written',
    from: "return session === null ? { ok: false, problem: { type: 'not-open' } } : session.run(command)",
    to: 'return session === null ? { ok: true } : session.run(command)',
  },
  {
    file: 'client/engine/open-device.ts',
    test: 'client/engine/tests/engine.remake.test.ts',
    check: 'rows that could not be made again open nothing',
    from: '    if (!made.ok) throw new RowsNotMade(made.error)\n',
    to: '',
  },
  {
    file: 'client/engine/handing/mark-handed.ts',
    test: 'client/engine/tests/engine.handed.test.ts',
    check: 'what the disk did not put away is told again',
    from: '    if (!saved.ok) return { ok: false, problem: problemOfFailure(saved.error) }\n',
    to: '',
  },
  {
    file: 'client/engine/lib/load-once.ts',
    test: 'client/engine/lib/load-once.test.ts',
    check: 'a load that failed is said',
    from: '      throw failure\n',
    to: '      return undefined as Value\n',
  },
  {
    file: 'client/engine/platform/leader-lock.web.ts',
    test: 'client/engine/platform/leader-lock.test.ts',
    check: 'a flush that failed is no window that opened',
    from: "    if (!(failure instanceof DOMException) || failure.name !== 'AbortError') throw failure\n",
    to: '',
  },
  {
    ...archive,
    check: 'a list of sheets that ends early is not waited for',
    from: "  if (line.done === true) throw new Error('Nothing more was typed. Run it again, and type two of the three shares.')\n",
    to: '',
  },
  {
    ...archive,
    check: 'the sheets of another kit are no proof that this one was printed',
    from: "  if (bytesToHex(typed) !== bytesToHex(seed)) throw new Error('These are sheets of another kit.')\n",
    to: '',
  },
  {
    ...archive,
    check: 'of several whose name it is nobody is exported',
    from: 'person === undefined || found.length > 1',
    to: 'person === undefined',
  },
  {
    ...archive,
    check: 'nobody is exported without two administrators',
    from: "  if (standing.type === 'not-approved') throw new Error(notApproved(person.name))\n",
    to: '',
  },
  {
    ...archive,
    check: 'an export that was changed is not called whole',
    from: "  if (faults.length > 0) throw new Error(faults.join('\\n'))\n",
    to: '',
  },
  {
    ...archive,
    check: 'a copy without its end is opened by no command',
    from: "  if (parsed.value.length > 0 && parsed.value.at(-1)?.type !== 'end')\n    throw new Error('This copy is not whole: its end is missing. Make another one with the copy command.')\n",
    to: '',
  },
  {
    ...archive,
    check: 'a drill that went wrong ends with failure',
    from: "  if (!isGood) throw new Error(told.join('\\n'))\n",
    to: '',
  },
  {
    ...archive,
    check: 'what is no command fails',
    from: '  throw new Error(usage)\n',
    to: '',
  },
]
