/** Keys of a store: how numbers are written in them, and where a prefix ends. */

/** Fixed width, so that text order is number order up to 99,999,999,999. */
export function numberKey(value: number): string {
  return String(value).padStart(11, '0')
}

/** The end of the range of keys that start with `prefix`: greater than every ASCII key with it. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\uffff`
}
