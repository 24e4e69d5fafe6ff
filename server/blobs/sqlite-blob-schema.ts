/** The tables of the attachments, in the file of the entries: those of the groups, and those held back. */

/** A piece's key is `blob * piecesPerBlob + number`: far more than 20 MiB has, and 2^43 attachments stay safe integers. */
export const piecesPerBlob = 1_024

export const blobSchema = `
  create table if not exists blob (
    ref integer primary key, grp integer not null, id blob not null, bytes integer not null, stored integer not null,
    unique (grp, id)) strict;
  create table if not exists blob_piece (key integer primary key, body blob not null) strict;
  create table if not exists held_blob (
    ref integer primary key, grp integer not null, id blob not null, party integer not null, bytes integer not null,
    stored integer not null, settled integer, unique (grp, id)) strict;
  create index if not exists held_blob_open on held_blob (party) where settled is null;
  create table if not exists held_blob_piece (key integer primary key, body blob not null) strict;
`
