/** What this device has of a record from a colleague’s snapshot, and has not checked itself yet. */
const listed = new Intl.ListFormat('en-GB')

export const accordingToText = {
  words: (names: readonly (string | null)[], device: string) => {
    const known = names.filter((name) => name !== null)
    const all = known.length < names.length ? [...known, 'a colleague'] : known
    const whose = all.map((name) => `${name}’s`)
    return `According to ${listed.format(whose)} ${all.length > 1 ? 'snapshots' : 'snapshot'}: this ${device} has not checked yet who changed what before. It does so by itself, with signal.`
  },
} as const
