/** Invites, the links that carry them, and what a join signs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64UrlToBytes, bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import {
  anyCount,
  anyDeviceId,
  anyEntryId,
  anyGroupId,
  anyInstant,
  anyInviteId,
  anyMemberId,
  anyRole,
  anySpaceId,
  anyText,
  bytesOfLength,
  mutated,
} from '../testing/arbitraries.ts'
import { wireSchema } from '../testing/wire-schema.ts'
import {
  encodeCertificate,
  encodeInviteBody,
  encodeInviteFragment,
  inviteSigningInput,
  joinSigningInput,
  parseCertificate,
  parseInviteFragment,
} from './invite.ts'
import { encodeJoinRequest } from './join.ts'

const malformed = { ok: false, error: expect.objectContaining({ type: 'malformed' }) }

const anyBody = fc.record({
  invite: anyInviteId,
  space: anySpaceId,
  group: anyGroupId,
  role: anyRole,
  member: anyMemberId,
  expiresAt: anyInstant,
  mode: fc.constantFrom('confirm' as const, 'in-person' as const),
  inviter: anyDeviceId,
  team: fc.record({ seq: anyCount, hash: anyEntryId }),
  inviteKey: bytesOfLength(32),
})

const anyCertificate = fc
  .tuple(anyBody, bytesOfLength(64))
  .map(([body, signature]) => ({ body, signature, bytes: encodeCertificate(encodeInviteBody(body), signature) }))

const anyLabel = fc.record({
  spaceName: anyText(30),
  name: anyText(30),
  roleTitle: anyText(30),
  face: anyText(30),
})

const anyLink = fc.record({
  certificate: anyCertificate.map(({ bytes }) => bytes),
  secret: bytesOfLength(16),
  label: anyLabel,
})

test('PR1 PR2 PR3 PR24 a certificate is read as it was written, and nothing else', () => {
  const pairs = anyCertificate.chain((made) => fc.tuple(fc.constant(made), mutated(made.bytes)))
  fc.assert(
    fc.property(pairs, ([{ body, signature, bytes }, altered]) => {
      const bodyBytes = encodeInviteBody(body)
      expect(parseCertificate(bytes)).toEqual({ ok: true, value: { body, bodyBytes, signature, bytes } })
      expect(wireSchema.matches('certificate', bytes)).toBe(true)
      const parsed = parseCertificate(altered)
      expect(parsed.ok).toBe(wireSchema.matches('certificate', altered))
      if (parsed.ok)
        expect(encodeCertificate(encodeInviteBody(parsed.value.body), parsed.value.signature)).toEqual(altered)
    }),
  )
  expect(parseCertificate(new Uint8Array(1_025))).toEqual(malformed)
})

test('PR1 PR2 PR3 PR24 a link is read as it was written, and nothing else', () => {
  const replaced = fc.tuple(fc.nat(), fc.constantFrom('A', '_', '%', '=', '+', ' ', 'é'))
  fc.assert(
    fc.property(anyLink, fc.string(), replaced, (link, random, [place, letter]) => {
      const fragment = encodeInviteFragment(link)
      expect(fragment).toMatch(/^#j=[A-Za-z0-9_-]+$/)
      expect(parseInviteFragment(fragment)).toEqual({ ok: true, value: link })
      expect(wireSchema.matches('invite-link', base64UrlToBytes(fragment.slice(3))!)).toBe(true)
      const at = place % fragment.length
      for (const other of [
        random,
        `#j=${random}`,
        fragment.slice(0, at),
        fragment.slice(0, at) + letter + fragment.slice(at + 1),
      ]) {
        const parsed = parseInviteFragment(other)
        if (parsed.ok) expect(encodeInviteFragment(parsed.value)).toBe(other)
      }
    }),
  )
})

test('PR3 a link whose last letter carries stray bits is refused', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      const fragment = encodeInviteFragment(link)
      const accepted = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
        .map((letter) => fragment.slice(0, -1) + letter)
        .flatMap((other) => {
          const parsed = parseInviteFragment(other)
          return parsed.ok ? [[other, encodeInviteFragment(parsed.value)]] : []
        })
      for (const [other, again] of accepted) expect(again).toBe(other)
      expect(accepted.map(([other]) => other)).toContain(fragment)
    }),
    { numRuns: 20 },
  )
})

test('PR20 a link around something that is no certificate is refused', () => {
  const link = {
    certificate: new Uint8Array([1, 2, 3]),
    secret: new Uint8Array(16),
    label: { spaceName: '', name: '', roleTitle: '', face: '' },
  }
  expect(parseInviteFragment(encodeInviteFragment(link))).toEqual(malformed)
})

test('PR20 the signature is over the body’s hash; the secret and the label are in no message', () => {
  fc.assert(
    fc.property(anyLink, bytesOfLength(32), bytesOfLength(64), (link, key, signature) => {
      const bytes = encodeJoinRequest({
        certificate: link.certificate,
        signKey: key,
        kemKey: key,
        deviceSignature: signature,
        inviteSignature: signature,
      })
      const known = [key, signature, link.certificate].some((part) =>
        bytesToHex(part).includes(bytesToHex(link.secret)),
      )
      expect(bytesToHex(bytes).includes(bytesToHex(link.secret))).toBe(known)
    }),
    { numRuns: 30 },
  )
  const body = utf8ToBytes('body')
  expect(inviteSigningInput(body)).toEqual(concatBytes(utf8ToBytes('doorstep/1/invite'), sha256(body)))
})

test('PR21 a join is signed over the invite and the device', () => {
  fc.assert(
    fc.property(anyInviteId, anyDeviceId, (invite, device) => {
      const expected = concatBytes(utf8ToBytes('doorstep/1/join'), hexToBytes(invite), hexToBytes(device))
      expect(joinSigningInput(invite, device)).toEqual(expected)
    }),
  )
})
