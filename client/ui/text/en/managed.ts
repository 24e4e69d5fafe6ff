/** Devices that the organisation manages, marked by an administrator. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { TeamDevice } from '../../../engine-api/team-acts.ts'
import { fullTime } from './times.ts'

export const managedText = {
  is: ({ at, by }: NonNullable<TeamDevice['managed']>, now: Instant) =>
    `Managed: ${by?.name ?? 'an administrator'} marked it ${fullTime(at, now)}. A PIN may open it.`,
  mark: (mark: string) => `Mark device ${mark} as managed…`,
  markEffect: (name: string) =>
    `Managed means: your organisation encrypts this device’s disk and can wipe it from afar. ${name} may then open it with a PIN of at least six digits, beside the passphrase. Without that encryption a copied disk gives a PIN away in minutes.`,
  shared:
    'On a tablet that several colleagues share, each of them has a place and a device here of their own: mark each one. The server learns the mark, and nothing of any PIN.',
  markYes: 'Yes, we encrypt its disk and can wipe it',
  markNo: 'No, leave it',
  marked: (mark: string, name: string) =>
    `Done. Device ${mark} of ${name} is managed. It offers a PIN once it has signal.`,
  unmark: (mark: string) => `Take the managed mark off device ${mark}…`,
  unmarkEffect: (name: string) =>
    `If ${name} has a PIN there, the device deletes it when it is next open with signal, and says why. The passphrase opens it as before, and nothing else is deleted.`,
  unmarkYes: 'Yes, take the mark away',
  unmarkNo: 'No, keep it',
  unmarked: (mark: string, name: string) => `Done. Device ${mark} of ${name} is not managed any more.`,
} as const
