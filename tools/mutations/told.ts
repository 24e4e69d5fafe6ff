/** What was not done is not told as done: what is held back, photos on their way, what was seen and how far it came. */
import type { Mutation } from './mutation.ts'

const test = 'client/engine/tests/engine.held-refused.test.ts'
const acts = { file: 'client/engine/acts/held-acts.ts', test } as const
const photos = { file: 'client/engine/acts/held-photos.ts', test } as const
const send = { file: 'client/engine/blobs/send-blobs.ts', test: 'client/engine/blobs/send-blobs.test.ts' } as const

export const toldMutations: readonly Mutation[] = [
  {
    ...acts,
    check: 'a photo that could not be had is not told as put with its note',
    from: "  if (blobs.length === 0) return 'no-photo'\n",
    to: '',
  },
  {
    ...acts,
    check: 'nothing is let in unread',
    from: "if (content.type === 'closed') return 'closed'\n  const { baseOf, chains, device }",
    to: "if (content.type === 'closed' && content.type.length < 0) return 'closed'\n  const { baseOf, chains, device }",
  },
  {
    ...acts,
    check: 'nothing is left out unread',
    from: "if (content.type === 'closed') return 'closed'\n  const { group, id } = entry",
    to: "if (content.type === 'closed' && content.type.length < 0) return 'closed'\n  const { group, id } = entry",
  },
  {
    check: 'the relay’s no is not told as no signal, nor that as a no',
    file: 'client/engine/acts/held-list.ts',
    from: "const isRefused = failure.type === 'problem' && failure.problem === 'unknown-or-forbidden'",
    to: "const isRefused = failure.type === 'no-signal'",
    test,
  },
  {
    ...photos,
    check: 'photos that the relay tells of are told',
    from: 'if (answer.ok) return answer',
    to: 'if (answer.ok) return ok([])',
  },
  {
    ...photos,
    check: 'without signal it is not told that no photo is held back',
    from: "return answer.error.type === 'problem' ? ok([]) : err('no-signal')",
    to: 'return ok([])',
  },
  {
    ...photos,
    check: 'without signal nothing is let in without its photo',
    from: "return got.error.type === 'no-signal' ? err('no-signal') : ok(undefined)",
    to: 'return ok(undefined)',
  },
  {
    check: 'what the disk did not take was not seen',
    file: 'client/engine/acts/mark-seen.ts',
    from: '  if (!written.ok) return { ok: false, problem: problemOfFailure(written.error) }\n',
    to: '',
    test: 'client/engine/tests/engine.receipts.test.ts',
  },
  {
    ...send,
    check: 'a photo that was not sent is not told as sent, and waits before the next try',
    from: "  if (sent.type !== 'ok') return sent\n",
    to: '',
  },
  {
    ...send,
    check: 'that a photo was sent is told once the disk has it',
    from: "  if (!saved.ok) return { type: 'refused' }\n",
    to: '',
  },
  {
    check: 'what the relay refused is told as not sent',
    file: 'client/engine/views/travel.ts',
    from: 'if (feed?.stuck != null && index >= feed.stuck.seq) {',
    to: 'if (feed?.stuck != null && index > feed.sentTo + feed.stuck.seq) {',
    test: 'client/engine/views/travel.test.ts',
  },
]
