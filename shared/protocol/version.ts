/**
 * The version of everything in protocol.cddl. A relay answers another version
 * with 426 and `version-unsupported`.
 *
 * 1: entries, chains, sessions, append, pull, boxes, invites, joins, pokes.
 */
export const protocolVersion = 1
export const versionHeader = 'doorstep-version'
export const messageMediaType = 'application/cbor'
