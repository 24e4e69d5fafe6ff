/** Somebody comes in by an invite, the person or her family to be with her; both sides have heard of it when it is done. */
import type { PersonId } from '../../../shared/lib/ids.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import type { Engine } from '../engine.ts'
import { joinWith, type Neighbourhood, openState, sync } from './neighbourhood.ts'

interface Joining {
  readonly name: string
  readonly role: Extract<Role, 'staff' | 'patient' | 'family' | 'associate'>
  readonly person: PersonId
  readonly network: NonNullable<NonNullable<Parameters<Neighbourhood['device']>[0]>['network']>
}

export async function joinAbout(here: Neighbourhood, { name, network, person, role }: Joining): Promise<Engine> {
  const { engine } = here.device({ network })
  await joinWith(engine, await here.invite(name, role, role === 'patient' || role === 'family' ? person : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return engine
}
