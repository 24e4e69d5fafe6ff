/** What stands in a telephone field, as numbers that can be dialled: somebody may have written two, or two people one each. */

/** "A or B", "A / B", "A, or after six B": each for itself, as it was written. Empty where nothing can be dialled. */
export function numbersIn(phone: string): readonly string[] {
  return phone
    .split(/\s*(?:[/;,\n]|\bor\b)\s*/)
    .map((part) => /\+?\d[\d\s().-]*\d/.exec(part)?.[0].trim() ?? '')
    .filter((number) => number.replace(/\D/g, '').length >= fewestDigits)
}

/** 999 and 111 have three. */
const fewestDigits = 3

/** Digits and a leading plus: what a phone can dial. Of several numbers the first: two of them run together reach nobody. */
export function toTel(phone: string): string {
  return `tel:${(numbersIn(phone)[0] ?? phone).replace(/(?!^\+)\D/g, '')}`
}
