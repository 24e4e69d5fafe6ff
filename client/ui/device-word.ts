/**
 * What this device is called in words. Staff have tablets in the field and
 * computers at a desk (a mouse, no touch, a wide screen); whoever holds
 * something small, and everybody of the public, has a phone. Read once: a
 * window made narrower is still the same machine.
 */
import type { DeviceWord } from './app-context.ts'

const deskWidth = 1366
const phoneWidth = 600

export function readDeviceWord(window: Window): DeviceWord {
  const { screen, navigator } = window
  if (Math.min(screen.width, screen.height) < phoneWidth) return 'phone'
  const hasMouse = window.matchMedia('(hover: hover) and (pointer: fine)').matches && navigator.maxTouchPoints === 0
  return hasMouse && screen.width >= deskWidth ? 'computer' : 'tablet'
}
