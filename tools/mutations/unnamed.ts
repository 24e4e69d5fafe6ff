/** Where the list of mutations must name each refusal, and the few it does not, each with why. Rule GR951. */

/** Folders: all that is not drawn, and what the relay and a device share. */
export const guardedPlaces = [
  'shared/lib',
  'shared/membership',
  'shared/protocol',
  'server/',
  'client/engine/',
  'client/sw/',
] as const

export interface Unnamed {
  readonly file: string
  /** The line it begins in. */
  readonly text: string
  readonly why: string
}

export const unnamedRefusals: readonly Unnamed[] = [
  {
    file: 'shared/membership/steps.ts',
    text: "return err({ type: 'compare-and-swap' })",
    why: 'never reached: no genesis belongs on a chain that has begun, which is asked two lines before',
  },
  {
    file: 'shared/membership/steps.ts',
    text: "return err({ type: 'author-not-active' })",
    why: 'never reached: chain.ts takes a checkpoint before an author is looked for',
  },
  {
    file: 'server/admission/content.ts',
    text: "if (known !== undefined) return { type: 'refused', result: { type: 'duplicate', arrival: known } }",
    why: 'saves work: the store says the same of it when it writes (ES2)',
  },
  {
    file: 'server/admission/content.ts',
    text: "if (typeof append === 'string') results[index] = refusedWith(append)",
    why: 'what is refused is no append, and would not compile as one',
  },
  {
    file: 'server/admission/content.ts',
    text: "each.type === 'refused' ? each.result : refusedWith('unknown-or-forbidden'),",
    why: 'stands until the store has answered, which is awaited',
  },
  {
    file: 'server/admission/results.ts',
    text: "throw new Error('the chains of the space keep growing')",
    why: 'never reached: whoever writes asks again where chains have moved, and stops by itself',
  },
  {
    file: 'server/routes/demo-proxy.ts',
    text: "return problem(c, 'unavailable')",
    why: 'guards nothing: the demonstration does not answer, and RT26 tests that it is said',
  },
  {
    file: 'server/routes/pull-body.ts',
    text: "if (first.done === true) throw new Error('pullBody: a pull has a piece at least')",
    why: 'never reached: a pull begins with its start',
  },
  {
    file: 'shared/lib/cbor-decode.ts',
    text: "if (short > 27) throw new Refusal('an indefinite or reserved length')",
    why: 'says what is wrong: the shortest form refuses it too, since no number is as large as such a head would be for',
  },
  {
    file: 'shared/lib/cbor-decode.ts',
    text: "if (start + length > reader.bytes.length) throw new Refusal('cut short')",
    why: 'says what is wrong: nothing is read beyond the end, and a reader that stands there is refused at last',
  },
  {
    file: 'shared/lib/cbor-decode.ts',
    text: "if (length > reader.bytes.length - reader.at) throw new Refusal('cut short')",
    why: 'saves work: the first item that is not there is refused',
  },
  {
    file: 'shared/protocol/invite.ts',
    text: "if (bytes.length > certificateByteLimit) return malformed('larger than a certificate may be')",
    why: 'saves work: every field of a certificate has its length, and nothing so long has all of them',
  },
  {
    file: 'client/engine/life/life.ts',
    text: 'if (!(failure instanceof RowsNotMade)) throw failure',
    why: 'guards nothing: what else was thrown there would be a bug, and is not hidden',
  },
  {
    file: 'client/engine/life/make-founding.ts',
    text: `if (!applied.ok) throw new Error(\`makeFounding: \${applied.error.type}\`)`,
    why: 'never reached: what was planned a line before is the beginning of an empty chain',
  },
  {
    file: 'client/engine/succession/change-over.ts',
    text: 'if (!(failure instanceof RowsNotMade)) throw failure',
    why: 'guards nothing: what else was thrown there would be a bug, and is not hidden',
  },
  {
    file: 'client/engine/crypto/box.ts',
    text: "if (box.length !== boxLength) return err({ type: 'cannot-open' })",
    why: 'saves work: no box of another length opens to the key that is committed to, which is asked two lines later',
  },
  {
    file: 'client/engine/crypto/kem-pair.ts',
    text: "if (publicBytes?.length !== keyLength) throw new Error('deriveKemKeyPair: the platform does not tell the public key')",
    why: 'never reached: every platform that has X25519 writes its public key in a JWK',
  },
  {
    file: 'client/engine/succession/succession.ts',
    text: "if (session === null) return err('not-open')",
    why: 'never reached: a locked device is answered before it is asked, which is tested',
  },
  {
    file: 'client/engine/admin/found-space.ts',
    text: "return saved.ok ? ok(undefined) : err({ type: 'refused', detail: saved.error.type })",
    why: 'guards nothing: a row that stays is posted once more, which the relay takes as the same',
  },
  {
    file: 'client/engine/admin/post-until-done.ts',
    text: "if (relaySession === null) return err({ type: 'no-signal' })",
    why: 'would not compile without it: what comes after needs the session',
  },
  {
    file: 'client/engine/archive/open-archive.ts',
    text: "if (archive === undefined || archive === null) return err('no-team')",
    why: 'would not compile without it: the key of the archive is held against the sheets in the next line',
  },
  {
    file: 'client/engine/blobs/attach-photo.ts',
    text: "if (clinical?.kind !== 'record') return { ok: false, problem: { type: 'nothing-written' } }",
    why: 'never reached: what comes first of a visit is always a record',
  },
  {
    file: 'server/audit/relay-key.ts',
    text: "if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure",
    why: 'says what is wrong: a key that could not be written is not there to be read, or is none, which is asked in the next lines',
  },
  {
    file: 'client/engine/blobs/photo-act.ts',
    text: "if (picture.type !== 'picture') return picture",
    why: 'saves room: what the relay gave has its hash by then, and bytes that the key of the record does not open harm nothing',
  },
  {
    file: 'client/engine/acts/held-acts.ts',
    text: "return type === 'no-key' || type === 'no-group' ? 'closed' : type",
    why: 'would not compile without it: what was read here was read with the key of its group, and the words for it name no other',
  },
  {
    file: 'client/engine/writing/write-problem.ts',
    text: "return { type: 'unknown-person' }",
    why: 'never reached: a command has found its group before it writes, and without a word for it it would not compile',
  },
  {
    file: 'client/engine/read-model/page-index.ts',
    text: "if (prefixes.has('')) return ''",
    why: 'refuses nothing: it names the one page of a short list without hashing the id',
  },
]
