/** Several people on one device. */
export const switchText = {
  title: 'Somebody else?',
  unsent: (count: number) => `(${count} to send)`,
  add: 'Add a colleague',
  addHint: (here: string) =>
    `They get a place of their own on this ${here}, with their own passphrase. You cannot read each other’s. A passkey would open a colleague’s place too, so on a shared ${here} there is none: one added here is taken away. Have their invitation ready.`,
  addYes: 'Make a place for them',
  addNo: 'Not now',
} as const
