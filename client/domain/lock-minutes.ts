/** Minutes without use until a device locks: what a team may settle, and what holds before it has. */
export const lockRange = { shortest: 2, usual: 5, longest: 15 } as const

/** Null for what is no whole number of minutes a team may settle. */
export function lockMinutes(written: string | undefined): number | null {
  if (!/^\d{1,2}$/.test(written ?? '')) return null
  const minutes = Number(written)
  return minutes >= lockRange.shortest && minutes <= lockRange.longest ? minutes : null
}
