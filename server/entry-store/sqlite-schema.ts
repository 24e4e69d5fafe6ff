/**
 * The tables of the embedded store, and how its file is opened.
 *
 * An item's primary key is `space * 2^36 + arrival`: reading a space on from a
 * cursor is one range of the table itself, and writing is always at its end.
 * Ids of groups and devices are swapped for small integers, so that the indexes
 * stay small and a feed's newest rows lie together: cost does not grow with the
 * file. An entry's id commits to its place (group, author, number), so the two
 * unique indexes over places also keep ids unique.
 */
import { DatabaseSync } from 'node:sqlite'
import { blobSchema } from '../blobs/sqlite-blob-schema.ts'

/** 2^17 spaces of 2^36 items each stay inside a safe integer. */
export const arrivalsPerSpace = 2 ** 36

export const kindContent = 1
export const kindControl = 2
export const kindBox = 3

/** Item columns: content (party = author, seq), control (seq = group seq), box (party = recipient, seq = epoch). */
const schema = `
  create table if not exists meta (name text primary key, value text not null) strict;
  create table if not exists space (
    ref integer primary key, id blob not null unique, generation blob not null) strict;
  create table if not exists grp (
    ref integer primary key, space integer not null, id blob not null, bytes integer not null,
    unique (space, id)) strict;
  create table if not exists party (ref integer primary key, id blob not null unique) strict;
  create table if not exists item (
    key integer primary key, kind integer not null, grp integer not null, party integer not null,
    seq integer not null, id blob, body blob not null, stored integer not null) strict;
  create unique index if not exists item_feed on item (grp, party, seq) where kind = ${kindContent};
  create unique index if not exists item_chain on item (grp, seq) where kind = ${kindControl};
  create index if not exists item_box on item (grp, seq, party) where kind = ${kindBox};
  create index if not exists item_group on item (grp);
  create table if not exists kept (
    reason text not null, grp integer not null, party integer not null, seq integer not null,
    id blob not null, body blob not null, stored integer not null,
    primary key (reason, grp, party, seq, id)) strict;
  create table if not exists joined (
    invite blob primary key, space integer not null, grp blob not null, device blob not null,
    request blob not null, asked integer not null) strict;
  create table if not exists settled (
    grp integer not null, id blob not null, party integer not null, stored integer not null,
    primary key (grp, id)) strict;
  create table if not exists erased (
    space integer not null, device blob not null, signature blob not null, told integer not null,
    primary key (space, device)) strict;
  create table if not exists fetch_page (
    space integer not null, page integer not null, hash blob not null, body blob not null, at integer not null,
    primary key (space, page)) strict, without rowid;
  create table if not exists view_event (
    space integer not null, key integer not null, stored integer not null,
    primary key (space, key)) strict, without rowid;
  create index if not exists view_event_stored on view_event (space, stored);
  create table if not exists snapshot (
    grp integer not null, doc blob not null, feeds text not null, primary key (grp, doc)) strict, without rowid;
  create table if not exists founding (hash text primary key, expires integer not null, space blob) strict;
`

/** FULL: a commit is on the disk before anybody hears of it, also when the power goes. */
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = WAL')
  db.exec('pragma synchronous = FULL')
  db.exec('pragma busy_timeout = 5000')
  db.exec('pragma cache_size = -65536')
  db.exec(schema)
  db.exec(blobSchema)
  return db
}

/** A blob for SQLite from an id in hex. */
export function idToBlob(id: string): Buffer {
  return Buffer.from(id, 'hex')
}

export function blobToId(blob: Uint8Array): string {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString('hex')
}
