/** Checks of who looked into a record. */
import type { Mutation } from './mutation.ts'

export const viewMutations: readonly Mutation[] = [
  {
    check: 'a view event is small',
    file: 'server/admission/content.ts',
    from: 'return header.refs.length === 0 && body.length <= viewBodyBytes',
    to: 'return header.refs.length === 0 || body.length <= viewBodyBytes',
    test: 'server/audit/audit.test.ts',
  },
  {
    check: 'who looked is shown to information governance alone',
    file: 'server/routes/views.ts',
    from: "if (!isGovernance(c.get('state'), device)) return problem(c, 'unknown-or-forbidden')",
    to: "isGovernance(c.get('state'), device)",
    test: 'server/authorisation.test.ts',
  },
  {
    check: 'an audit entry holds one look and nothing else, and a look lies in no other entry of the record',
    file: 'client/engine/receive/open-records.ts',
    from: 'if (isMisplaced || !isOfItsKind(item.entry.header.kind, chain.kind, records.value)) {',
    to: 'if (isMisplaced) {',
    test: 'client/engine/tests/engine.audit.test.ts',
  },
  {
    check: 'a look is believed under the signature of its device alone',
    file: 'client/engine/audit/read-looks.ts',
    from: 'const isSigned = device !== undefined && (await verifyEntry(verifier, event.value, device.keys.signKey))',
    to: 'const isSigned = device !== undefined && verifier !== undefined && verifyEntry !== undefined',
    test: 'client/engine/audit/read-looks.test.ts',
  },
  {
    check: 'only an audit entry of a record is a look',
    file: 'client/engine/audit/read-looks.ts',
    from: "if (kind !== 'audit' || of !== space || chain?.kind !== 'care' || team === undefined) return undefined",
    to: 'if (kind.length === 0 || of.length === 0 || chain === undefined || team === undefined) return undefined',
    test: 'client/engine/audit/read-looks.test.ts',
  },
  {
    check: 'who puts herself on a round stands on the chain',
    file: 'shared/membership/steps.ts',
    from: 'const isOwn = staff.includes(member) && !before.includes(member)',
    to: 'const isOwn = staff.includes(member) && before.includes(member)',
    test: 'shared/membership/rounds.test.ts',
  },
  {
    check: 'a phone in a circle under the id of somebody of the team stands for nobody else',
    file: 'client/engine/writing/record-context.ts',
    from: 'const isTheirs = !isOfTeam || team',
    to: 'const isTheirs = true || team',
    test: 'client/engine/tests/engine.borrowed-ids.test.ts',
  },
  {
    check: 'whoever signs as a colleague is shown in the team’s words',
    file: 'client/domain/records/signed-as.ts',
    from: 'if (said.as !== undefined || (isName && said.role === team.role)) return said',
    to: 'if (said.as !== undefined || isName || said.role !== team.role) return said',
    test: 'client/engine/tests/engine.signed-as.test.ts',
  },
]
