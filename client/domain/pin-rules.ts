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

/** 14031947 and 19470314, 140347 and 470314, also month first, and 1431947 without its noughts; 19471985 and 194703. */
function isDate(pin: string): boolean {
  const head = (length: number) => pin.slice(0, length)
  const tail = (from: number) => pin.slice(from)
  const isMonth = (month: number) => month >= 1 && month <= 12
  const ofYear = (year: string, rest: string) => isYear(Number(year)) && isDayAndMonth(rest)
  if (pin.length > 8) return false
  if (pin.length >= 6 && (ofYear(tail(-4), pin.slice(0, -4)) || ofYear(head(4), tail(4)))) return true
  if (pin.length === 8) return isYear(Number(head(4))) && isYear(Number(tail(4)))
  if (pin.length !== 6) return false
  return (
    isDayAndMonth(head(4)) ||
    isDay(Number(tail(4)), Number(pin.slice(2, 4))) ||
    (isYear(Number(head(4))) && isMonth(Number(tail(4)))) ||
    (isYear(Number(tail(2))) && isMonth(Number(head(2))))
  )
}

function isYear(year: number): boolean {
  return year >= 1900 && year <= 2099
}

function isDay(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12
}

/** In either order, wherever the one ends and the other begins: 0314, 143 and 31. */
function isDayAndMonth(digits: string): boolean {
  return [1, 2].some((at) => {
    const [first, second] = [digits.slice(0, at), digits.slice(at)]
    if (second.length < 1 || second.length > 2) return false
    return isDay(Number(first), Number(second)) || isDay(Number(second), Number(first))
  })
}
