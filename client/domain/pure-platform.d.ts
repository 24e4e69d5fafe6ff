/**
 * What the domain may use beyond the language itself: text codecs, which every
 * platform has and which neither read nor change anything outside. Without a
 * library of a page, a worker or Node, their types have to be said here.
 */
declare const TextEncoder: new () => { readonly encode: (text: string) => Uint8Array<ArrayBuffer> }
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { readonly decode: (bytes: Uint8Array) => string }
declare function btoa(binary: string): string
declare function atob(base64: string): string
