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

  test(`${name} ES16 a founding token is spent once`, async () => {
    const mailbox = await open()
    expect([await mailbox.spendToken('a'), await mailbox.spendToken('a'), await mailbox.spendToken('b')]).toEqual([
      true,
      false,
      true,
    ])
  })
}
