/** Signed envelopes from a header and a body, honest or not: what a test names is what gets signed. */
import type { Bytes } from '../lib/bytes.ts'
import { type Control, encodeControl } from '../protocol/control.ts'
import {
  type ContentEntry,
  type ContentHeader,
  type ControlEntry,
  type ControlHeader,
  encodeContentHeader,
  encodeControlHeader,
  encodeEnvelope,
  entryIdOf,
  parseContentEntry,
  parseControlEntry,
  signingInputOf,
} from '../protocol/entry.ts'
import type { TestDevice } from './test-device.ts'

export function signEnvelope(signer: TestDevice, headerBytes: Uint8Array, body: Uint8Array): Bytes {
  return encodeEnvelope(headerBytes, body, signer.sign(signingInputOf(entryIdOf(headerBytes, body))))
}

export function signControl(signer: TestDevice, header: ControlHeader, control: Control): ControlEntry {
  const bytes = signEnvelope(signer, encodeControlHeader(control.type, header), encodeControl(control))
  const entry = parseControlEntry(bytes)
  if (!entry.ok) throw new Error(`signControl: ${entry.error.detail}`)
  return entry.value
}

export function signContent(signer: TestDevice, header: ContentHeader, body: Uint8Array): ContentEntry {
  const entry = parseContentEntry(signEnvelope(signer, encodeContentHeader(header), body))
  if (!entry.ok) throw new Error(`signContent: ${entry.error.detail}`)
  return entry.value
}
