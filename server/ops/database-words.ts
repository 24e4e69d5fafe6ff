/** Why a PostgreSQL could not be used, as a sentence that says what to do. Never its address: a password is in it. Rule RT522. */

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers there. Start PostgreSQL, or correct DOORSTEP_DATABASE.',
  ENOENT: 'There is no such socket. Start PostgreSQL, or correct DOORSTEP_DATABASE.',
  ENOTFOUND: 'There is no machine of that name. Correct DOORSTEP_DATABASE.',
  ETIMEDOUT: 'Nothing answers there. Look at the network, or correct DOORSTEP_DATABASE.',
  '28000': 'PostgreSQL does not let this user in. Correct DOORSTEP_DATABASE, or pg_hba.conf.',
  '28P01': 'PostgreSQL does not take the password. Correct DOORSTEP_DATABASE.',
  '3D000': 'PostgreSQL has no database of that name. Make it (createdb), or correct DOORSTEP_DATABASE.',
  '42501': 'The user may not make tables there. Let it own the database, or its schema.',
  '25006': 'That PostgreSQL is a standby. Name the primary in DOORSTEP_DATABASE.',
  '42P01': 'There is no relay’s store in it. Correct DOORSTEP_DATABASE.',
  '57P03': 'PostgreSQL is still starting. Try again in a moment.',
}

export function explainDatabase(failure: unknown): string {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : ''
  const known = sentences[code]
  if (known !== undefined) return `The database cannot be used. ${known}`
  return `The database cannot be used${code === '' ? '' : ` (${code})`}. Look at it, and at DOORSTEP_DATABASE.`
}

/** Thrown where a database was to be opened. */
export class DatabaseUnusable extends Error {
  constructor(failure: unknown) {
    super(explainDatabase(failure))
  }
}
