/** The link as a process of its own, told what to do over IPC: it must not wait for whoever is being measured. */
import { type LinkShape, startShapedLink } from './shaped-link.ts'

export type LinkOrder = { readonly type: 'shape'; readonly shape: LinkShape | null } | { readonly type: 'count' }

const link = await startShapedLink(Number(process.env.TARGET_PORT))

process.on('message', (order: LinkOrder) => {
  if (order.type === 'shape') link.shape(order.shape)
  process.send?.(link.bytes())
})
process.on('disconnect', () => process.exit(0))
process.send?.(link.port)
