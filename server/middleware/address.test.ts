import { expect, test } from 'vitest'
import { budgetAddress } from './address.ts'

test('RT10 an IPv4 address counts as itself, also as IPv6 writes it', () => {
  expect(budgetAddress('192.0.2.7')).toBe('192.0.2.7')
  expect(budgetAddress('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(budgetAddress('unknown')).toBe('unknown')
})

test('RT10 all of an IPv6 /64 is one address, however it is written', () => {
  const written = ['2001:db8:0:1::9', '2001:0db8:0000:0001:ffff:1:2:3', '2001:DB8::1:0:0:0:5', '2001:db8:0:1::%eth0']
  expect(new Set(written.map(budgetAddress))).toEqual(new Set(['2001:db8:0:1::/64']))
  expect(budgetAddress('2001:db8:0:2::9')).not.toBe(budgetAddress('2001:db8:0:1::9'))
  expect(budgetAddress('::1')).toBe('0:0:0:0::/64')
})
