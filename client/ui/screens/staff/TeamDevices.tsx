/**
 * People and devices: who is in the team and with what, who is let in, and which
 * device is taken out. All staff read it; what they may do here is theirs to see.
 */
import { useState } from 'preact/hooks'
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { TeamDevice, TeamDevicesView, TeamMember } from '../../../engine-api/team-acts.ts'
import { useApp } from '../../app-context.ts'
import { ButtonLink } from '../../components/Button.tsx'
import { Face } from '../../components/Face.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { MakeAdmin } from '../../components/MakeAdmin.tsx'
import { ManageDevice } from '../../components/ManageDevice.tsx'
import { Proposals } from '../../components/Proposals.tsx'
import { ReadBy } from '../../components/ReadBy.tsx'
import { RemoveDevice } from '../../components/RemoveDevice.tsx'
import { TeamDoor } from '../../components/TeamDoor.tsx'
import { Top } from '../../components/Top.tsx'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { hasFirstSteps } from '../../models/first-steps.ts'
import { createHeldBackModel, toDecide } from '../../models/held-back-model.ts'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { routeToPath } from '../../router.ts'
import { handoverText } from '../../text/en/handover.ts'
import { managedText } from '../../text/en/managed.ts'
import { proposalsText } from '../../text/en/proposals.ts'
import { readByText } from '../../text/en/read-by.ts'
import { teamDevicesText } from '../../text/en/team-devices.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: teamDevicesText })
const handover = chooseText({ en: handoverText })
const two = chooseText({ en: proposalsText })
const managedWords = chooseText({ en: managedText })
const readBy = chooseText({ en: readByText })

export function TeamDevices() {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'team-devices', {}), [engine])
  const view = model.view.value
  return (
    <>
      <Top title={text.title} readBy={<ReadBy words={readBy.team} />} />
      <div class="inside stack reading">
        {view === undefined ? <Loading /> : view.may === 'manage' ? <Managed view={view} /> : <Body view={view} />}
      </div>
    </>
  )
}

/** Somebody may be waiting to read that a lost tablet has erased itself. */
const askEveryMs = 15_000

/** What only an administrator is told: what is held back, and which removed device has erased itself. */
function Managed({ view }: { readonly view: TeamDevicesView }) {
  const app = useApp()
  const model = useModel(() => createHeldBackModel({ ...app, everyMs: askEveryMs }), [app.engine])
  const held = model.view.value
  const isAsked = held === undefined && model.problem.value === null
  const known =
    held === undefined || model.problem.value !== null ? text.heldUnknown : text.held(toDecide(held), held.items.length)
  const words = isAsked ? text.heldAsked : known
  return (
    <>
      <div class="actions">
        <ButtonLink href="/held-back" icon="lock">
          {words}
        </ButtonLink>
      </div>
      <Body view={view} erasedAt={(deviceId) => held?.erased.find((each) => each.deviceId === deviceId)?.at ?? null} />
    </>
  )
}

interface BodyProps {
  readonly view: TeamDevicesView
  /** Null where nothing was heard of it; absent where it is not this member's to ask. */
  readonly erasedAt?: ErasedAt
}

type ErasedAt = (deviceId: string) => Instant | null

function Body({ erasedAt, view }: BodyProps) {
  const { adminCount, kit, may, members, proposals, recoveries } = view
  const [done, setDone] = useState<string | null>(null)
  const here = members.filter(({ devices }) => devices.length > 0)
  const left = members.filter(({ devices }) => devices.length === 0)
  return (
    <>
      {may === 'manage' && adminCount < 2 && kit === 'none' && (
        <p class="strip" role="status">
          <Icon name="warning" />
          {text.oneAdmin}
        </p>
      )}
      {hasFirstSteps(view) && (
        <section class="card stack" aria-labelledby="first-steps">
          <h2 id="first-steps">{text.firstSteps}</h2>
          <p>{text.firstStepsWhy}</p>
          <ol class="steps">
            <li>{kit === 'kept' ? text.kitKept : <a href="/recovery-kit">{text.kitToDo}</a>}</li>
            <li>{adminCount < 2 ? text.adminToDo : text.adminDone}</li>
          </ol>
        </section>
      )}
      {recoveries.length > 0 && <Recovered recoveries={recoveries} />}
      <Proposals proposals={proposals} mayAnswer={may === 'manage'} />
      {may === 'manage' && kit === 'kept' && (
        <p>
          <a class="link" href="/recovery-kit">
            {text.kitLink}
          </a>
        </p>
      )}
      {may === 'look' ? <p>{text.look}</p> : <TeamDoor may={may} />}
      {done !== null && <p role="status">{done}</p>}
      {here.map((member) => (
        <Member key={member.memberId} member={member} view={view} onDone={setDone} erasedAt={erasedAt} />
      ))}
      {left.length > 0 && (
        <section class="stack" aria-label={text.left}>
          <h2>{text.left}</h2>
          {left.map(({ memberId, removed: gone, who }) => (
            <div key={memberId}>
              <p>
                {who?.name ?? text.unknownColleague} · {text.removed(gone.length)}
              </p>
              <RemovedDevices removed={gone} erasedAt={erasedAt} />
              {who !== null && <HandoverLink memberId={memberId} words={handover.link(who.name)} />}
            </div>
          ))}
        </section>
      )}
    </>
  )
}

function Recovered({ recoveries }: Pick<TeamDevicesView, 'recoveries'>) {
  const { clock } = useApp()
  return (
    <section class="card stack" aria-labelledby="recovered">
      <h2 id="recovered">{two.recoveredTitle}</h2>
      {recoveries.map((recovery) => (
        <p key={recovery.mark}>{two.recovered(recovery, clock.value)}</p>
      ))}
      <p>{two.recoveredNext}</p>
    </section>
  )
}

interface MemberProps {
  readonly member: TeamMember
  readonly view: TeamDevicesView
  readonly onDone: (words: string) => void
  readonly erasedAt: ErasedAt | undefined
}

function Member({ erasedAt, member, onDone, view }: MemberProps) {
  const { devices, isMe, memberId, removed, role, who } = member
  const name = who?.name ?? text.unknownColleague
  const mayManage = view.may === 'manage'
  const isProposed = view.proposals.some(
    ({ state, what }) => state === 'open' && what.type === 'make-admin' && what.who?.memberId === memberId,
  )
  const isLastButOne = view.needsSecond && role === 'admin' && view.adminCount === 2 && devices.length === 1
  return (
    <section class="stack" aria-label={name}>
      <div class="round-line">
        {who !== null && <Face face={who.face} name={who.name} size="small" />}
        <div>
          <h2>
            {name}
            {isMe && ` (${text.me})`}
          </h2>
          <p class="quiet">
            {[who?.role ?? '', text.shortRole(role), removed.length > 0 ? text.removed(removed.length) : '']
              .filter((words) => words !== '')
              .join(' · ')}
          </p>
        </div>
      </div>
      <div class="card list">
        <ul class="parts">
          {devices.map((device) => (
            <Device
              key={device.deviceId}
              device={device}
              name={name}
              mayManage={mayManage}
              alsoSay={isLastButOne ? two.leavesOne : ''}
              onDone={onDone}
            />
          ))}
        </ul>
      </div>
      <RemovedDevices removed={removed} erasedAt={erasedAt} />
      {(role === 'admin' || role === 'staff') && (
        <HandoverLink memberId={memberId} words={isMe ? handover.mine : handover.link(name)} />
      )}
      {isProposed && <p>{two.waitsFor}</p>}
      {mayManage && role === 'staff' && !isProposed && (
        <MakeAdmin memberId={memberId} name={name} needsSecond={view.needsSecond} onDone={onDone} />
      )}
    </section>
  )
}

function HandoverLink({ memberId, words }: { readonly memberId: string; readonly words: string }) {
  return (
    <p>
      <a class="link" href={routeToPath({ name: 'handover', memberId })}>
        {words}
      </a>
    </p>
  )
}

interface RemovedProps {
  readonly removed: TeamMember['removed']
  readonly erasedAt: ErasedAt | undefined
}

function RemovedDevices({ erasedAt, removed }: RemovedProps) {
  const { clock } = useApp()
  if (erasedAt === undefined || removed.length === 0) return null
  return (
    <ul>
      {removed.map(({ deviceId, mark }) => (
        <li key={deviceId} class="small tabular">
          {text.erased(mark, erasedAt(deviceId), clock.value)}
        </li>
      ))}
    </ul>
  )
}

interface DeviceProps {
  readonly device: TeamDevice
  readonly name: string
  readonly mayManage: boolean
  readonly alsoSay: string
  readonly onDone: (words: string) => void
}

function Device({ alsoSay, device, mayManage, name, onDone }: DeviceProps) {
  const { clock } = useApp()
  return (
    <li class="part">
      <div>
        <p>
          <b>{text.device(device.mark)}</b>
          {device.isThis && ` · ${text.here}`}
        </p>
        {!device.isThis && (
          <p class="small quiet tabular">
            <WholeFigures>{text.heard(device.heardAt, clock.value)}</WholeFigures>
          </p>
        )}
        {device.managed !== null && (
          <p class="small tabular">
            <WholeFigures>{managedWords.is(device.managed, clock.value)}</WholeFigures>
          </p>
        )}
      </div>
      {mayManage && (
        <div class="device-acts">
          <ManageDevice device={device} name={name} onDone={onDone} />
          {!device.isThis && (
            <RemoveDevice
              device={device}
              name={name}
              alsoSay={alsoSay}
              onRemoved={() => onDone(text.isRemoved(device.mark, name))}
            />
          )}
        </div>
      )}
    </li>
  )
}
