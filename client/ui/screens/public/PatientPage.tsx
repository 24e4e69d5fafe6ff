/** Pages that are the person's own: her medicines, her visits. To family and associates there is no such page. */
import type { ComponentChildren } from 'preact'
import { useApp } from '../../app-context.ts'
import { Loading } from '../../components/Loading.tsx'
import { useModel } from '../../models/use-model.ts'
import { watchQuery } from '../../models/watch-query.ts'
import { UnknownPage } from '../DeviceScreens.tsx'

export function PatientPage({ children }: { readonly children: ComponentChildren }) {
  const { engine } = useApp()
  const model = useModel(() => watchQuery(engine, 'home', {}), [engine])
  const view = model.view.value
  if (view === undefined) return <Loading />
  return view.role === 'patient' ? children : <UnknownPage />
}
