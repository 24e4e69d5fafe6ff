/** A proof of two histories, held against itself, in words: it needs no team, no relay and no key. Rule RT120. */
import { type ForkFinding, type ForkProofProblem, verifyForkProof } from '../../shared/membership/fork-proof.ts'
import { createSignatureVerifier } from '../../shared/protocol/signature.ts'

export interface DescribedProof {
  readonly isProven: boolean
  readonly lines: readonly string[]
}

export async function describeForkProof(bytes: Uint8Array): Promise<DescribedProof> {
  const verified = await verifyForkProof(bytes, createSignatureVerifier())
  return verified.ok
    ? { isProven: true, lines: ['Proven.', ...linesOf(verified.value)] }
    : { isProven: false, lines: ['Not proven.', whyNot(verified.error)] }
}

function linesOf(finding: ForkFinding): readonly string[] {
  const { group, seq, signer } = finding
  if (finding.type === 'two-entries') {
    return [
      `Device ${signer} signed two different entries as number ${seq} of its own in group ${group}.`,
      'Two copies of that device were in use, or it was put back to an older copy of itself.',
    ]
  }
  const { claimed, known } = finding
  return [
    `Entry ${seq} of the membership of group ${group} is, as the one who made this file was shown it, ${known}.`,
    `Device ${signer} signed that it is ${claimed}.`,
    'Either the relay showed two different histories, or was put back to an older copy and went on from there, or that device does not tell the truth.',
  ]
}

function whyNot(problem: ForkProofProblem): string {
  switch (problem.type) {
    case 'malformed':
      return 'This is no such file, or it was damaged on the way.'
    case 'bad-chain':
      return `The membership in it does not hold at entry ${problem.at} (${problem.detail}).`
    case 'bad-signature':
      return 'What it shows was not signed by a device of that team.'
    case 'no-contradiction':
      return 'What it shows fits together: there is one history.'
  }
}
