/** Where a vault says that it is one: a place without this row is nobody's. Apart from the vault, for those who hold no key. */
export const headerPlace = { store: 'vault', key: 'header' } as const
