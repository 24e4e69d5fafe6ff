/** Who reads what stands on a screen of staff. What is published to the person: next visit, what happens next, the list of medicines, who looked. */
export const readByText = {
  staffOnly: 'Staff only',
  /** Today, and who goes where. */
  visits: 'Staff only. Each person is shown their own next visit.',
  clinical: 'Clinical staff of your team only',
  openings: 'Staff only. Each person sees who opened their own record.',
  team: 'The whole team reads this',
  settings: 'Staff only, but for what stands on the team’s card.',
  sharing: (called: string) => `Staff and ${called} read this. Family are shown what is shared with them.`,
  medicine: (called: string) => `Staff read this. ${called} sees what to take, without reasons.`,
  record: (called: string) =>
    `Staff read this record. ${called} sees messages, medicines, the next visit and what happens next.`,
} as const
