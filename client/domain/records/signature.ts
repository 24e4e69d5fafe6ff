/**
 * Who wrote a record, as the record itself says it: name and role at the time of
 * writing, so that a note stays readable after its author has left. The device
 * signature on the entry proves it; this is what people read.
 */
export interface Signature {
  readonly memberId: string
  /** As shown: "Aisha Rahman", "Dr Tom Reid". */
  readonly name: string
  /** In words: "community nurse", "pharmacist", "daughter". */
  readonly role: string
  /** Which drawn face, see ui/components/Face.tsx; empty for initials. */
  readonly face: string
  /** Of whoever is no staff, as what the chain has them there. Never written: it is read off the chain beside what they say. */
  readonly as?: Outsider | undefined
}

export type Outsider = 'patient' | 'family' | 'associate'
