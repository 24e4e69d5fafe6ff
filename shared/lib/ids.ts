/**
 * The ids that travel in clear on the wire. In memory every id is lowercase hex
 * (16 bytes = 32 digits, hashes 32 bytes = 64 digits), so ids compare, index and
 * print as they are; only encoders and parsers see the bytes.
 */
declare const brand: unique symbol
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }

/** One neighbourhood team and the people it cares for. SHA-256 over the team genesis body, 16 bytes. */
export type SpaceId = Brand<string, 'SpaceId'>
/** The devices that share one key. The team group of a space has the space's own id. 16 bytes. */
export type GroupId = Brand<string, 'GroupId'>
/** SHA-256("doorstep/1/device" || signing key || KEM key), 16 bytes: certifies itself. */
export type DeviceId = Brand<string, 'DeviceId'>
/** Anybody with a device: staff, a person cared for, family. Random, 16 bytes. */
export type MemberId = Brand<string, 'MemberId'>
/** Somebody cared for. Random, 16 bytes. */
export type PersonId = Brand<string, 'PersonId'>
/** A named set of people and the staff who look after them. Random, 16 bytes. */
export type RoundId = Brand<string, 'RoundId'>
/** An Automerge document, or the thread a record belongs to; all zero for neither. 16 bytes. */
export type DocId = Brand<string, 'DocId'>
/** SHA-256 of header and body hashes, 32 bytes; the signature is not part of it. */
export type EntryId = Brand<string, 'EntryId'>
/** SHA-256 of a sealed attachment as it travels, 32 bytes. */
export type BlobId = Brand<string, 'BlobId'>
/** Random, single use, 16 bytes. */
export type InviteId = Brand<string, 'InviteId'>
/** The relay's gap-free number of an item within its space, from 1. 0 = nothing yet. */
export type Arrival = Brand<number, 'Arrival'>
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>
/** 9999-12-31: the last day with a year of four digits, and one that every calendar here can write. */
export const latestInstant = 253_402_300_799_999

export const zeroDoc = '0'.repeat(32) as DocId
export const zeroHash = '0'.repeat(64) as EntryId
