/**
 * An export that nobody can change afterwards unseen: a manifest names each file
 * with its SHA-256, and the recovery kit’s signing key signs the manifest. The
 * public half stands on the team’s chain, and whoever checks takes it from the
 * team, never from the export itself. Rules AV380, AV381.
 */
import * as v from 'valibot'
import { type Bytes, bytesToHex, concatBytes, hexToBytes, utf8In, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { SigningKey } from '../crypto/ed25519.ts'

export type ExportFiles = ReadonlyMap<string, Bytes>

export const manifestName = 'manifest.json'
export const signatureName = 'manifest.sig'

const hex = (length: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${length * 2}}$`)))
const manifestSchema = v.strictObject({
  version: v.literal(1),
  person: v.string(),
  madeAt: v.pipe(v.number(), v.safeInteger()),
  files: v.array(v.strictObject({ name: v.string(), bytes: v.pipe(v.number(), v.safeInteger()), sha256: hex(32) })),
})

/** The files, and with them the two that say what they are. */
export async function signExport(
  root: SigningKey,
  { madeAt, person }: { readonly madeAt: Instant; readonly person: PersonId },
  files: ExportFiles,
): Promise<ExportFiles> {
  const listed = [...files].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: bytesToHex(sha256(bytes)),
  }))
  const manifest = utf8ToBytes(JSON.stringify({ version: 1, person, madeAt, files: listed }, null, 1))
  const signature = await root.sign(signedBytes(manifest))
  return new Map([...files, [manifestName, manifest], [signatureName, utf8ToBytes(bytesToHex(signature))]])
}

/** What is wrong with it, a line each; nothing where it is whole and as it was made. `key`: the kit’s public signing key, in hex. */
export async function exportFaults(files: ExportFiles, key: string): Promise<readonly string[]> {
  if (!v.is(hex(32), key)) return ['This is no signing key. It has 64 letters and digits, as check-kit prints it.']
  const [manifest, signature] = [files.get(manifestName), files.get(signatureName)]
  if (manifest === undefined || signature === undefined) {
    return [`This folder is no signed export: it has no ${manifest === undefined ? manifestName : signatureName}.`]
  }
  if (!(await isSigned(manifest, signature, key))) {
    return ['The list of files was changed, or it was not signed by this kit. Nothing in the folder can be relied on.']
  }
  const read = readManifest(manifest)
  if (read === undefined) return ['The list of files is of another version of Doorstep.']
  const listed = new Map(read.files.map(({ name, sha256: hash }) => [name, hash]))
  const unlisted = [...files.keys()].filter((name) => name !== manifestName && name !== signatureName)
  return [
    ...[...listed].flatMap(([name, hash]) => {
      const bytes = files.get(name)
      if (bytes === undefined) return [`${name} is missing.`]
      return bytesToHex(sha256(bytes)) === hash ? [] : [`${name} was changed after it was made.`]
    }),
    ...unlisted.filter((name) => !listed.has(name)).map((name) => `${name} was put there afterwards.`),
  ]
}

/** Which of these keys signed the list of files; undefined where none did. */
export async function signerOf(files: ExportFiles, keys: readonly string[]): Promise<string | undefined> {
  const [manifest, signature] = [files.get(manifestName), files.get(signatureName)]
  if (manifest === undefined || signature === undefined) return undefined
  for (const key of keys) if (await isSigned(manifest, signature, key)) return key
  return undefined
}

/** Whom it is about and when it was made, by its signer's word. */
export function manifestOf(files: ExportFiles): { readonly madeAt: Instant; readonly person: PersonId } | undefined {
  const read = readManifest(files.get(manifestName) ?? new Uint8Array(0))
  return read && { madeAt: read.madeAt as Instant, person: read.person as PersonId }
}

function readManifest(manifest: Bytes): v.InferOutput<typeof manifestSchema> | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), manifestSchema), utf8In(manifest))
  return read.success ? read.output : undefined
}

function signedBytes(manifest: Bytes): Bytes {
  return concatBytes(purpose('export'), manifest)
}

async function isSigned(manifest: Bytes, written: Bytes, key: string): Promise<boolean> {
  const signature = new TextDecoder().decode(written)
  if (!v.is(hex(64), signature)) return false
  return createSignatureVerifier().verify(hexToBytes(key), signedBytes(manifest), hexToBytes(signature))
}
