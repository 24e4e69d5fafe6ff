/** A page that is one thing: the door, a title, and what there is to do. */
import type { ComponentChildren } from 'preact'
import * as en from '../text/en/shell.ts'
import { chooseText } from '../text/text.ts'
import { Logo } from './Logo.tsx'
import { ScreenTitle } from './ScreenTitle.tsx'

const text = chooseText({ en })

interface WholeProps {
  readonly title: string
  /** Where the title names somebody: browsers keep what the tab says in their history. */
  readonly tabTitle?: string
  /** The public's page: larger text, larger targets. */
  readonly isPublic?: boolean
  readonly children: ComponentChildren
}

export function Whole({ title, tabTitle = title, isPublic = false, children }: WholeProps) {
  return (
    <main class={isPublic ? 'whole public' : 'whole'}>
      <Logo name={text.appName} />
      <ScreenTitle title={title} tabTitle={tabTitle} />
      {children}
    </main>
  )
}
