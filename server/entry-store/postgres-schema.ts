/**
 * The tables of the store on PostgreSQL. Everything of a space is named by the
 * space first, in every key and in every statement, so that a cluster can spread
 * spaces over machines; only who asks to join and the links that found a space
 * are looked up by a name of their own.
 *
 * `item_place` is what makes feeds and chains: one entry at each number. Writers
 * of a space come one after another by the lock on its row, and `item_place` and
 * the primary key stand behind it: with both, two never store for one place.
 */
import type { PostgresClient } from './postgres-client.ts'

export const kindContent = 1
export const kindControl = 2
export const kindBox = 3

/** Of a space, `chained` is the arrival of its newest control entry. Columns of an item: content (party = author, seq), control (no party, seq = group seq), box (party = recipient, seq = epoch). */
const schema = `
  create table if not exists space (
    id bytea primary key, generation bytea not null, head bigint not null, bytes bigint not null,
    chained bigint not null default 0, founded bigint generated always as identity);
  create table if not exists grp (
    space bytea not null, id bytea not null, bytes bigint not null, primary key (space, id));
  create table if not exists item (
    space bytea not null, arrival bigint not null, kind int not null, grp bytea not null, party bytea not null,
    seq bigint not null, id bytea, body bytea not null, stored bigint not null, primary key (space, arrival));
  create unique index if not exists item_place on item (space, grp, kind, party, seq) where kind <> ${kindBox};
  create index if not exists item_box on item (space, grp, seq, party) where kind = ${kindBox};
  create index if not exists item_control on item (space, arrival) where kind = ${kindControl};
  create index if not exists item_group on item (space, grp, arrival);
  create table if not exists kept (
    space bytea not null, reason text not null, grp bytea not null, party bytea not null, seq bigint not null,
    id bytea not null, body bytea not null, stored bigint not null, settled_by bytea, settled bigint,
    came bigint generated always as identity, primary key (space, reason, grp, party, seq, id));
  create index if not exists kept_came on kept (space, came) where reason = 'quarantine' and settled_by is null;
  create table if not exists erased (
    space bytea not null, device bytea not null, signature bytea not null, told bigint not null,
    primary key (space, device));
  create table if not exists fetch_page (
    space bytea not null, page bigint not null, hash bytea not null, body bytea not null, at bigint not null,
    primary key (space, page));
  create table if not exists view_event (
    space bytea not null, arrival bigint not null, stored bigint not null, primary key (space, arrival));
  create table if not exists snapshot (
    space bytea not null, grp bytea not null, doc bytea not null, feeds bytea[] not null, seqs bigint[] not null,
    primary key (space, grp, doc));
  create table if not exists blob (
    space bytea not null, grp bytea not null, id bytea not null, bytes bigint not null, stored bigint not null,
    primary key (space, grp, id));
  create table if not exists blob_piece (
    space bytea not null, grp bytea not null, id bytea not null, piece int not null, body bytea not null,
    primary key (space, grp, id, piece));
  create table if not exists held_blob (
    space bytea not null, grp bytea not null, id bytea not null, party bytea not null, bytes bigint not null,
    stored bigint not null, settled bigint, came bigint generated always as identity, primary key (space, grp, id));
  create index if not exists held_blob_came on held_blob (space, came) where settled is null;
  create table if not exists held_blob_piece (
    space bytea not null, grp bytea not null, id bytea not null, piece int not null, body bytea not null,
    primary key (space, grp, id, piece));
  create table if not exists joined (
    invite bytea primary key, space bytea not null, grp bytea not null, device bytea not null,
    request bytea not null, asked bigint not null);
  create index if not exists joined_space on joined (space, asked, invite);
  create table if not exists founding (hash text primary key, expires bigint not null, used_by bytea);
`

/** What is sealed does not shrink: PostgreSQL need not try. */
const sealed = ['item', 'kept', 'fetch_page', 'blob_piece', 'held_blob_piece']
const asItIs = sealed.map((table) => `alter table ${table} alter column body set storage external`)

/** Any number, the same in every relay: two that start together make the tables one after the other. */
const schemaLock = 7_310_441

export function createTables(client: PostgresClient): Promise<void> {
  const statements = schema.split(';').filter((statement) => statement.trim() !== '')
  return client.transaction(async (query) => {
    await query('select pg_advisory_xact_lock($1)::text', [schemaLock])
    const [there] = await query<{ there: boolean }>(`select to_regclass('held_blob_piece') is not null as there`)
    if (there?.there === true) return
    for (const statement of [...statements, ...asItIs]) await query(statement)
  })
}
