/** By name whose snapshots a document is shown by, while this device has not checked what they fold; null for somebody unnamed here. */
export type AccordingTo = readonly (string | null)[]
