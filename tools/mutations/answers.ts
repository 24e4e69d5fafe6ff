/** What a device takes for an answer of its relay, and what it does not write. */
import type { Mutation } from './mutation.ts'

const relay = 'client/engine/sync/relay-client.test.ts'
const exchange = { file: 'client/engine/sync/http-exchange.ts', test: relay } as const
const blob = { file: 'client/engine/sync/blob-client.ts', test: relay } as const
const stream = { file: 'client/engine/sync/pull-stream.ts', test: relay } as const

export const answersMutations: readonly Mutation[] = [
  {
    ...exchange,
    check: 'an answer of another type is no answer',
    from: "      if (expected !== null && mediaTypeOf(response) !== expected) return err({ type: 'not-the-relay' })\n",
    to: '',
  },
  {
    ...exchange,
    check: 'a page where nothing is answered is no answer',
    from: "      if (expected === null && response.status !== 204) return err({ type: 'not-the-relay' })\n",
    to: '',
  },
  {
    ...exchange,
    check: 'a connection that breaks is answered',
    from: 'if (failure instanceof TypeError || failure instanceof DOMException)',
    to: 'if (failure instanceof DOMException)',
  },
  {
    ...blob,
    check: 'no more is read of an attachment than one may have',
    from: "      if (length > blobByteLimit) return err({ type: 'not-the-relay' })\n",
    to: '',
  },
  {
    ...blob,
    check: 'an attachment that was cut off is asked for again',
    from: "return err({ type: isCut ? 'no-signal' : 'not-the-relay' })",
    to: "return err({ type: 'not-the-relay' })",
  },
  {
    ...stream,
    check: 'a stream whose items were not taken is not over',
    from: '    if (broken !== null) throw broken.failure\n',
    to: '',
    test: 'client/engine/sync/pull-stream.test.ts',
  },
  {
    ...stream,
    check: 'a stream without its end is not whole',
    from: 'return start !== undefined && end !== undefined ? ok({ ...start, ...end })',
    to: 'return start !== undefined ? ok({ ...start, ...end! })',
  },
  {
    file: 'client/engine/command-handler.ts',
    test: 'client/engine/tests/engine.circle-tasks.test.ts',
    check: 'the public is run nothing that is staff’s',
    from: "  if (deps.audience !== 'staff' && !isForThePublic(deps, command))\n    return { ok: false, problem: { type: 'not-allowed' } }\n",
    to: '',
  },
  {
    file: 'client/engine/writing/write-task.ts',
    test: 'client/engine/tests/engine.circle-tasks.test.ts',
    check: 'nobody words a task of the circle that is somebody else’s',
    from: "return mayWord ? tasks.changeTask(doc, taskId, task, said, before) : err({ type: 'not-allowed' })",
    to: "return mayWord || true ? tasks.changeTask(doc, taskId, task, said, before) : err({ type: 'not-allowed' })",
  },
]
