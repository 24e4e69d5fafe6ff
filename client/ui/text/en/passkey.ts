/** A passkey as a second way to open this device. */
export const passkeyText = {
  title: (here: string) => `Opening this ${here}`,
  hint: 'Your passphrase opens Doorstep. A passkey is quicker: a fingerprint, your face, or the PIN of the device. The passphrase always works too.',
  has: 'Your passkey and your passphrase both open Doorstep here.',
  name: (initials: string) => `Doorstep, ${initials}`,
  add: 'Add a passkey',
  adding: 'Adding…',
  added: 'Added. It opens Doorstep from now on.',
  notAdded: 'No passkey was added. This device may have none that can protect what is stored. Your passphrase works.',
  takeAway: 'Take the passkey away',
  gone: 'Taken away. Your passphrase opens Doorstep.',
  notGone: 'It could not be taken away. Free some space, then try again.',
  open: 'Open with your passkey',
  failed: 'The passkey did not open it. Use your passphrase.',
  or: 'Or with your passphrase',
} as const
