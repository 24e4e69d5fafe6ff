/** What the bench uses of packages that are installed only when it runs: see ensure-peers.ts. */
declare module 'yjs' {
  interface SharedMap {
    readonly size: number
    readonly set: (key: string, value: unknown) => void
  }
  export class Doc {
    getMap(name: string): SharedMap
    transact(change: () => void): void
    on(event: 'update', listener: () => void): void
    off(event: 'update', listener: () => void): void
    destroy(): void
  }
}

declare module '@hocuspocus/server' {
  interface Document {
    readonly documentName: string
    readonly document: import('yjs').Doc
  }
  export class Server {
    constructor(options: {
      readonly port: number
      readonly quiet: boolean
      readonly maxPendingDocuments: number
      readonly maxUnauthenticatedQueueMessages: number
      readonly onLoadDocument: (about: Document) => Promise<import('yjs').Doc | undefined>
      readonly onStoreDocument: (about: Document) => Promise<void>
    })
    listen(): Promise<unknown>
  }
}

declare module '@hocuspocus/provider' {
  export class HocuspocusProviderWebsocket {
    constructor(options: { readonly url: string; readonly onStatus: (about: { readonly status: string }) => void })
    destroy(): void
  }
  export class HocuspocusProvider {
    constructor(options: {
      readonly websocketProvider: HocuspocusProviderWebsocket
      readonly name: string
      readonly document: import('yjs').Doc
      readonly onSynced: () => void
    })
    readonly hasUnsyncedChanges: boolean
    attach(): void
    on(event: 'unsyncedChanges', listener: () => void): void
    destroy(): void
  }
}

declare module 'y-websocket' {
  export class WebsocketProvider {
    constructor(url: string, room: string, doc: import('yjs').Doc, options: { readonly disableBc: boolean })
    on(event: 'status', listener: (about: { readonly status: string }) => void): void
    on(event: 'sync', listener: (isSynced: boolean) => void): void
    destroy(): void
  }
}

declare module 'y-websocket/bin/utils' {
  export function setupWSConnection(socket: unknown, request: unknown): void
}

declare module 'pouchdb-core' {
  export interface PouchDocument {
    readonly _id: string
    readonly _rev?: string
    readonly [field: string]: unknown
  }
  export interface Database {
    readonly info: () => Promise<{ readonly doc_count: number }>
    readonly get: (id: string) => Promise<PouchDocument>
    readonly bulkDocs: (docs: readonly PouchDocument[]) => Promise<readonly { readonly error?: unknown }[]>
    readonly allDocs: (options: {
      readonly include_docs: boolean
      readonly keys?: readonly string[]
    }) => Promise<{ readonly rows: readonly { readonly doc?: PouchDocument }[] }>
  }
  interface PouchConstructor {
    new (name: string, options?: Readonly<Record<string, unknown>>): Database
    readonly plugin: (plugin: unknown) => PouchConstructor
    readonly replicate: (
      from: Database,
      to: Database,
      options: Readonly<Record<string, unknown>>,
    ) => Promise<{ readonly ok: boolean; readonly docs_written: number }>
  }
  const PouchDB: PouchConstructor
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default PouchDB
}

declare module 'pouchdb-adapter-memory' {
  const plugin: unknown
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default plugin
}

declare module 'pouchdb-adapter-http' {
  const plugin: unknown
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default plugin
}

declare module 'pouchdb-replication' {
  const plugin: unknown
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default plugin
}

declare module 'express' {
  interface ExpressApp {
    readonly use: (path: string, handler: unknown) => void
    readonly listen: (port: number, ready: () => void) => void
  }
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default function express(): ExpressApp
}

declare module 'express-pouchdb' {
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default function expressPouchdb(pouch: unknown, options: Readonly<Record<string, unknown>>): unknown
}
