/**
 * The only globals of a platform that domain code may lean on: text and bytes
 * in the forms every runtime has. No clock, no network, no storage.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean })
  decode(bytes?: Uint8Array | ArrayBuffer): string
}
declare function btoa(binary: string): string
declare function atob(base64: string): string
declare function structuredClone<Value>(value: Value): Value
