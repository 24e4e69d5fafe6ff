/** The care plan and the tasks of a person. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface PlanScreen {
  readonly open: () => Promise<void>
  readonly section: (name: string) => Locator
  readonly box: () => Locator
  readonly startWriting: (name: string) => Promise<void>
  readonly save: () => Promise<void>
}

export function planScreen(page: Page): PlanScreen {
  const section = (name: string) => page.getByRole('region', { name, exact: true })
  return {
    open: async () => {
      await page.getByRole('link', { name: 'Open the care plan' }).click()
      await expect(section('Goals')).toBeVisible()
    },
    section,
    box: () => page.getByRole('textbox', { name: 'What it says' }),
    startWriting: async (name) => {
      await section(name)
        .getByRole('button', { name: /^(Change|Write|Carry on)/ })
        .click()
      await expect(page.getByRole('textbox', { name: 'What it says' })).toBeFocused()
    },
    save: async () => {
      await page.getByRole('button', { name: /^Save in the plan/ }).click()
      // What was saved of another section before goes with the press that opens this one.
      await expect(page.getByRole('textbox', { name: 'What it says' })).toHaveCount(0)
      await expect(page.getByText(/^Saved on this (tablet|computer), today \d\d:\d\d$/)).toBeVisible()
    },
  }
}

export interface TasksScreen {
  readonly task: (title: string) => Locator
  readonly press: (title: string, button: string) => Promise<void>
  readonly add: (title: string, details?: string) => Promise<void>
}

export function tasksScreen(page: Page): TasksScreen {
  const task = (title: string) => page.getByRole('listitem').filter({ hasText: title })
  return {
    task,
    press: async (title, button) =>
      task(title)
        .getByRole('button', { name: `${button} ${title}`, exact: true })
        .click(),
    add: async (title, details = '') => {
      await page.getByRole('button', { name: 'Add a task' }).click()
      await page.getByRole('textbox', { name: 'What is to do' }).fill(title)
      await page.getByRole('textbox', { name: 'What to know about it' }).fill(details)
      await page.getByRole('button', { name: 'Save the task' }).click()
      await expect(page.getByText(/^Task saved on this /)).toBeVisible()
    },
  }
}
