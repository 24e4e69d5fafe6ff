/** What every adapter of `JoinMailbox` must do (SPEC.md, ES15 and ES16). */
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, Instant, InviteId, SpaceId } from '../../shared/lib/ids.ts'
import type { JoinMailbox, JoinRequest } from './join-mailbox.ts'

const space = 'aa'.repeat(16) as SpaceId

function join(invite: string, device: string, askedAt: number): JoinRequest {
  return {
    invite: invite.repeat(16) as InviteId,
    space,
    group: '01'.repeat(16) as GroupId,
    device: device.repeat(16) as DeviceId,
    request: new Uint8Array([1, 2, 3]) as Bytes,
    askedAt: askedAt as Instant,
  }
}

export function joinMailboxContract(name: string, open: () => Promise<JoinMailbox>): void {
  test(`${name} ES15 an invite belongs to the first device that asks`, async () => {
    const mailbox = await open()
    expect(await mailbox.putJoin(join('11', 'd1', 10))).toBe('waiting')
    expect(await mailbox.putJoin(join('11', 'd1', 20))).toBe('same-device')
    expect(await mailbox.putJoin(join('11', 'd2', 30))).toBe('used')
    expect(await mailbox.holderOf(join('11', 'd2', 0).invite)).toBe(join('11', 'd1', 0).device)
    expect(await mailbox.holderOf(join('33', 'd2', 0).invite)).toBeUndefined()
    expect(await mailbox.joins(space)).toEqual([join('11', 'd1', 10)])
    expect(await mailbox.joins('cc'.repeat(16) as SpaceId)).toEqual([])
  })

  test(`${name} ES15 requests older than the sweep are forgotten, the others stay`, async () => {
    const mailbox = await open()
    await mailbox.putJoin(join('11', 'd1', 10))
    await mailbox.putJoin(join('22', 'd2', 20))
    await mailbox.sweepJoins(20 as Instant)
    expect(await mailbox.joins(space)).toEqual([join('22', 'd2', 20)])
  })

  test(`${name} ES16 a founding link founds one space, in time, and that one again`, async () => {
    const mailbox = await open()
    const [one, two] = ['aa', 'bb'].map((half) => half.repeat(16) as SpaceId) as [SpaceId, SpaceId]
    await mailbox.allowFounding('link', 100 as Instant)
    await mailbox.allowFounding('late', 100 as Instant)
    const use = (hash: string, which: SpaceId, now: number) => mailbox.useFounding(hash, which, now as Instant)
    expect(await use('unknown', one, 1)).toBe(false)
    expect(await use('late', one, 101)).toBe(false)
    expect(await use('link', one, 100)).toBe(true)
    expect(await use('link', two, 100)).toBe(false)
    expect(await use('link', one, 101)).toBe(true)
    const isKnown = (hash: string, now: number) => mailbox.knowsFounding(hash, now as Instant)
    expect([await isKnown('link', 100), await isKnown('link', 101), await isKnown('none', 1)]).toEqual([
      true,
      false,
      false,
    ])
    await mailbox.allowFounding('link', 1_000 as Instant)
    expect(await use('link', two, 100)).toBe(false)
  })
}
