/** Port: makes Automerge's WebAssembly ready. Called once, after the first screen, before any document is opened. */
export type InitAutomerge = () => Promise<void>
