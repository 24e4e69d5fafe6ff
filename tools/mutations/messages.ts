/** What whole messages and links are refused for. */
import type { Mutation } from './mutation.ts'

const keys = { file: 'shared/protocol/device-keys.ts', test: 'shared/protocol/signature.test.ts' } as const
const entry = { file: 'shared/protocol/entry.ts', test: 'shared/protocol/entry.test.ts' } as const
const founding = { file: 'shared/protocol/founding-link.ts', test: 'shared/protocol/founding-link.test.ts' } as const
const recovery = { file: 'shared/protocol/recovery-link.ts', test: 'shared/protocol/recovery-link.test.ts' } as const
const invite = { file: 'shared/protocol/invite.ts', test: 'shared/protocol/invite.test.ts' } as const
const length = { file: 'shared/protocol/item-length.ts', test: 'shared/protocol/pull.test.ts' } as const
const problem = { file: 'shared/protocol/problem.ts', test: 'shared/protocol/problem.test.ts' } as const
const pull = { file: 'shared/protocol/pull.ts', test: 'shared/protocol/pull.test.ts' } as const
const spoken = { file: 'shared/protocol/spoken.ts', test: 'shared/protocol/spoken.test.ts' } as const

const notBase64 = "if (bytes === undefined || bytesToBase64Url(bytes) !== encoded) return malformed('not base64url')"
const notWhole = "if (bytes === undefined) return malformed('not base64url')"

export const messageMutations: readonly Mutation[] = [
  {
    file: 'shared/protocol/append.ts',
    test: 'shared/protocol/messages.test.ts',
    check: 'entries are sent up a MiB at most at once',
    from: 'return bytes.length > appendByteLimit ?',
    to: 'return bytes.length < 0 ?',
  },
  {
    file: 'shared/protocol/control-append.ts',
    test: 'shared/protocol/messages.test.ts',
    check: 'chains are sent up a MiB at most at once',
    from: 'return bytes.length > appendByteLimit ?',
    to: 'return bytes.length < 0 ?',
  },
  {
    ...keys,
    check: 'a device’s id is the hash of its keys',
    from: "if (deviceIdOf(keys.signKey, keys.kemKey) !== keys.device) return refuse('the id is not the hash of the keys')",
    to: '',
  },
  {
    ...keys,
    check: 'no device comes in with a bad signing key',
    from: 'if (signProblem !== undefined) return refuse(signProblem)',
    to: '',
  },
  {
    ...keys,
    check: 'no device comes in with a bad key for boxes',
    from: 'if (kemProblem !== undefined) return refuse(kemProblem)',
    to: '',
  },
  {
    ...keys,
    check: 'a signing key is a point, canonically written',
    from: "return 'signing key not canonical'",
    to: 'return undefined',
  },
  {
    ...entry,
    check: 'a control entry is no content',
    from: "return entry.value.type === 'content' ? ok",
    to: "return entry.value.type !== '' ? ok",
  },
  {
    ...entry,
    check: 'content is no control entry',
    from: "return entry.value.type === 'control' ? ok",
    to: "return entry.value.type !== '' ? ok",
  },
  {
    ...entry,
    check: 'nothing longer than an entry may be is read as one',
    from: "if (bytes.length > entryByteLimit) return malformed('larger than an entry may be')",
    to: '',
  },
  {
    ...founding,
    check: 'another link is no founding link',
    from: 'if (!fragment.startsWith(fragmentStart) || fragment.length > 200)',
    to: 'if (fragment.length > 200)',
  },
  { ...founding, check: 'one founding link is written one way', from: notBase64, to: notWhole },
  {
    ...recovery,
    check: 'another link is no recovery link',
    from: 'if (!fragment.startsWith(fragmentStart) || fragment.length > 200)',
    to: 'if (fragment.length > 200)',
  },
  { ...recovery, check: 'one recovery link is written one way', from: notBase64, to: notWhole },
  {
    ...invite,
    check: 'another link is no invite',
    from: 'if (!fragment.startsWith(fragmentStart) || fragment.length > fragmentLimit)',
    to: 'if (fragment.length > fragmentLimit)',
  },
  { ...invite, check: 'one invite link is written one way', from: notBase64, to: notWhole },
  {
    file: 'shared/protocol/join.ts',
    test: 'shared/protocol/join-answer.test.ts',
    check: 'another text is no answer to an invite',
    from: 'if (!text.startsWith(answerStart) || text.length > answerLimit)',
    to: 'if (text.length > answerLimit)',
  },
  {
    ...length,
    check: 'a stream of what is no item is not waited for',
    from: "if (array.major !== majorArray || !(array.argument <= mostFields)) return malformed('not an item of the stream')",
    to: '',
  },
  {
    ...length,
    check: 'nothing is nested in an item of a stream',
    from: "if (!flatMajors.includes(head.major) || Number.isNaN(head.argument)) return malformed('not a flat item')",
    to: '',
  },
  {
    ...length,
    check: 'an item that says it is too long is not waited for',
    from: "if (at > limit) return malformed('larger than an item may be')",
    to: '',
  },
  {
    ...problem,
    check: 'a refusal is an object',
    from: "if (typeof raw !== 'object' || raw === null) return malformed('not a JSON object')",
    to: '',
  },
  {
    ...problem,
    check: 'a refusal is one of ours',
    from: " || !type.startsWith(urn)) return malformed('not a problem of ours')",
    to: ") return malformed('not a problem of ours')",
  },
  {
    ...problem,
    check: 'a refusal has a title and a status',
    from: "if (typeof title !== 'string' || typeof status !== 'number' || !Number.isInteger(status))",
    to: "if (typeof title !== 'string')",
  },
  {
    ...problem,
    check: 'what a refusal says more is text',
    from: "if (detail !== undefined && typeof detail !== 'string') return malformed('detail is not text')",
    to: '',
  },
  {
    ...pull,
    check: 'a stream begins with its start',
    from: "if ((item.value.type === 'start') !== (previous === undefined))",
    to: "if (item.value.type === 'start' && previous !== undefined)",
  },
  {
    ...pull,
    check: 'nothing follows the end of a stream',
    from: "if (previous === 'end') return malformed('something after the end')",
    to: '',
  },
  {
    ...pull,
    check: 'a broken stream is told as broken',
    from: 'return failed === undefined ? ok(items)',
    to: 'return items.length >= 0 ? ok(items)',
  },
  {
    ...spoken,
    check: 'a spoken code has sixteen digits',
    from: 'if (!/^\\d{16}$/.test(code))',
    to: 'if (!/^\\d*$/.test(code))',
  },
  {
    ...spoken,
    check: 'a digit misheard is noticed',
    from: 'return checkOf(code) === 0 ?',
    to: 'return checkOf(code) >= 0 ?',
  },
]
