/**
 * What a PIN must be to open a managed device: six digits or more, and none of
 * those that people guess first. For hands at the device, which have ten tries;
 * against a copied disk no PIN is long enough (PN190).
 */
export const pinLength = { shortest: 6, advised: 8, longest: 16 } as const

/** date: also years, for a birthday is what is guessed first after 123456. */
export type PinProblem = 'too-short' | 'too-long' | 'not-digits' | 'all-same' | 'run' | 'repeated' | 'date'

/** Null: it may be used. */
export function pinProblem(pin: string): PinProblem | null {
  if (!/^[0-9]*$/.test(pin)) return 'not-digits'
  if (pin.length < pinLength.shortest) return 'too-short'
  if (pin.length > pinLength.longest) return 'too-long'
  const steps = stepsOf(pin)
  if (steps.every((step) => step === 0)) return 'all-same'
  if (steps.every((step) => step === steps[0])) return 'run'
  if (isRepeated(pin)) return 'repeated'
  return isDate(pin) ? 'date' : null
}

/** From one digit to the next, past 9 to 0: 123456 and 890123, 135791 and 987654 are runs. */
function stepsOf(pin: string): readonly number[] {
  const digits = [...pin].map(Number)
  return digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10)
}

/** 1212121, 123123, 48274827: a short piece said again, to the end. */
function isRepeated(pin: string): boolean {
  for (let length = 2; length <= pin.length / 2; length++) {
    if (pin === pin.slice(0, length).repeat(pin.length).slice(0, pin.length)) return true
  }
  return false
}

/** 14031947 and 19470314, 140347 and 470314, also month first; 19471985 and 194703. */
function isDate(pin: string): boolean {
  const at = (from: number, length: number) => Number(pin.slice(from, from + length))
  const isDay = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12
  const isDayOrMonth = (a: number, b: number) => isDay(a, b) || isDay(b, a)
  const isYear = (year: number) => year >= 1900 && year <= 2099
  if (pin.length === 6) {
    const isMonth = (month: number) => month >= 1 && month <= 12
    return (
      isDayOrMonth(at(0, 2), at(2, 2)) ||
      isDay(at(4, 2), at(2, 2)) ||
      (isYear(at(0, 4)) && isMonth(at(4, 2))) ||
      (isYear(at(2, 4)) && isMonth(at(0, 2)))
    )
  }
  if (pin.length !== 8) return false
  const [first, last] = [at(0, 4), at(4, 4)]
  return (
    (isYear(first) && isYear(last)) ||
    (isYear(last) && isDayOrMonth(at(0, 2), at(2, 2))) ||
    (isYear(first) && isDayOrMonth(at(4, 2), at(6, 2)))
  )
}
