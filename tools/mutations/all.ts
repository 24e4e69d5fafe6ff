/** Every check that is taken out, a file for each part. */
import { adminMutations } from './admin.ts'
import { admissionMutations } from './admission.ts'
import { answersMutations } from './answers.ts'
import { apartMutations } from './apart.ts'
import { archiveMutations } from './archive.ts'
import { auditMutations } from './audit.ts'
import { blobMutations } from './blobs.ts'
import { chainMutations } from './chain.ts'
import { circleMutations } from './circle.ts'
import { commandMutations } from './commands.ts'
import { contactMutations } from './contact.ts'
import { cutOffMutations } from './cut-off.ts'
import { deviceMutations } from './device.ts'
import { diskMutations } from './disk.ts'
import { documentMutations } from './documents.ts'
import { exportsMutations } from './exports.ts'
import { firstMutations } from './first.ts'
import { heldMutations } from './held.ts'
import { historyMutations } from './history.ts'
import { keepingMutations } from './keeping.ts'
import { letInByMutations } from './let-in-by.ts'
import { lifeMutations } from './life.ts'
import { lostPhoneMutations } from './lost-phones.ts'
import { membershipMutations } from './membership.ts'
import { messageMutations } from './messages.ts'
import type { Mutation } from './mutation.ts'
import { oldCopyMutations } from './old-copy.ts'
import { openingsMutations } from './openings.ts'
import { peopleMutations } from './people.ts'
import { pieceMutations } from './pieces.ts'
import { pinMutations } from './pin.ts'
import { proofsMutations } from './proofs.ts'
import { receivingMutations } from './receiving.ts'
import { relayMutations } from './relay.ts'
import { renewingMutations } from './renewing.ts'
import { roundsMutations } from './rounds.ts'
import { routeMutations } from './routes.ts'
import { safetyMutations } from './safety.ts'
import { sealingMutations } from './sealing.ts'
import { slowMutations } from './slow.ts'
import { snapshotMutations } from './snapshots.ts'
import { speedMutations } from './speed.ts'
import { stepsMutations } from './steps.ts'
import { storeMutations } from './store.ts'
import { successionMutations } from './succession.ts'
import { syncingMutations } from './syncing.ts'
import { toldMutations } from './told.ts'
import { twoSignaturesMutations } from './two-signatures.ts'
import { unsignedMutations } from './unsigned.ts'
import { vaultMutations } from './vault.ts'
import { viewMutations } from './views.ts'
import { walkMutations } from './walk.ts'
import { wordsMutations } from './words.ts'
import { writingMutations } from './writing.ts'

export const mutations: readonly Mutation[] = [
  ...firstMutations,
  ...stepsMutations,
  ...chainMutations,
  ...historyMutations,
  ...exportsMutations,
  ...relayMutations,
  ...deviceMutations,
  ...heldMutations,
  ...oldCopyMutations,
  ...successionMutations,
  ...peopleMutations,
  ...auditMutations,
  ...apartMutations,
  ...safetyMutations,
  ...twoSignaturesMutations,
  ...openingsMutations,
  ...circleMutations,
  ...contactMutations,
  ...lostPhoneMutations,
  ...letInByMutations,
  ...pinMutations,
  ...roundsMutations,
  ...unsignedMutations,
  ...viewMutations,
  ...slowMutations,
  ...speedMutations,
  ...wordsMutations,
  ...cutOffMutations,
  ...walkMutations,
  ...documentMutations,
  ...proofsMutations,
  ...blobMutations,
  ...snapshotMutations,
  ...renewingMutations,
  ...membershipMutations,
  ...admissionMutations,
  ...receivingMutations,
  ...vaultMutations,
  ...routeMutations,
  ...pieceMutations,
  ...messageMutations,
  ...lifeMutations,
  ...sealingMutations,
  ...adminMutations,
  ...archiveMutations,
  ...storeMutations,
  ...answersMutations,
  ...syncingMutations,
  ...commandMutations,
  ...writingMutations,
  ...diskMutations,
  ...toldMutations,
  ...keepingMutations,
]
