/**
 * A care plan written by two people at once, and a task taken, done and undone:
 * a nurse's tablet and a pharmacist's desk, both without signal, until they meet.
 */
import { expect, type Page } from '@playwright/test'
import { loseSignal } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { unlock } from '../../screens/joining.ts'
import { peopleScreen } from '../../screens/people.ts'
import { planScreen, tasksScreen } from '../../screens/plan.ts'
import { expectPill, goTo } from '../../screens/staff.ts'

const before = 'Walk to the garden gate and back with her stick.\nSleep in bed again, not in the chair.'
const aishas =
  'Walk to the garden gate and back with her stick, before breakfast.\nSleep in bed again, not in the chair.'
const priyas =
  'Walk slowly to the garden gate and back with her stick.\nSleep in bed again, not in the chair.\nInhaler before the stairs.'
const together = 'Walk slowly to the garden gate and back with her stick, before breakfast.'
const half = 'Ring the bell twice, she is slow to the do'
const bloods = 'Take bloods on Thursday'

const scene = shareScene()

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

async function meet(): Promise<void> {
  for (const device of [scene.aisha, scene.priya]) device.network.restore()
  for (const device of [scene.aisha, scene.priya]) await expectPill(device.page(), /^(Up to date|Nothing to send)/)
}

test('PT1 both write the same section without signal; met, both read every letter of both', async () => {
  for (const { page } of [scene.aisha, scene.priya]) {
    await openDoreen(page())
    await planScreen(page()).open()
    await expect(planScreen(page()).section('Goals')).toContainText('Sleep in bed again')
  }
  for (const device of [scene.aisha, scene.priya]) await loseSignal(device)
  for (const [device, words] of [
    [scene.aisha, aishas],
    [scene.priya, priyas],
  ] as const) {
    const plan = planScreen(device.page())
    await plan.startWriting('Goals')
    await expect(plan.box()).toHaveValue(before)
    await plan.box().fill(words)
    await plan.save()
  }
  await meet()
  for (const { page } of [scene.aisha, scene.priya]) {
    const goals = planScreen(page()).section('Goals')
    await expect(goals.getByText(together)).toBeVisible()
    await expect(goals).toContainText('Inhaler before the stairs.')
    await expect(goals).toContainText(/both changed this paragraph/)
    await expect(goals).toContainText('Aisha Rahman')
    await expect(goals).toContainText('Priya Nair')
  }
})

test('PT2 a colleague’s words that arrive while she writes are told, and stay', async () => {
  const hers = planScreen(scene.aisha.page())
  const theirs = planScreen(scene.priya.page())
  await hers.startWriting('Skin and wounds')
  await hers.box().fill('Heels: look at both.')
  await theirs.startWriting('Skin and wounds')
  await theirs.box().fill('Emollient after the bath.')
  await theirs.save()
  await expect(scene.aisha.page().getByText(/^Priya Nair changed this section while you write/)).toBeVisible()
  await expect(hers.box()).toHaveValue('Heels: look at both.')
  await hers.save()
  for (const { page } of [scene.aisha, scene.priya])
    for (const words of ['Heels: look at both.', 'Emollient after the bath.'])
      await expect(planScreen(page()).section('Skin and wounds')).toContainText(words)
})

test('PT3 a kill while she writes keeps the words, and they are not in the plan', async () => {
  const plan = planScreen(scene.aisha.page())
  await plan.startWriting('Breathing')
  await plan.box().fill(half)
  await expect(scene.aisha.page().getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await scene.aisha.kill()
  const page = await scene.aisha.open('/today')
  await unlock(page)
  await openDoreen(page)
  const again = planScreen(page)
  await again.open()
  await expect(again.section('Breathing')).toContainText('are kept here, not yet in the plan')
  await expect(again.section('Breathing')).not.toContainText(half)
  await again.startWriting('Breathing')
  await expect(again.box()).toHaveValue(half)
  await page.getByRole('button', { name: 'Throw these words away' }).click()
  await expect(again.section('Breathing')).toContainText('Spacer and inhalers stand on the dresser')
})

test('PT4 a task added, taken and done without signal is one task, done, on the other device; undone there, it is open here', async () => {
  const page = scene.aisha.page()
  await openDoreen(page)
  await openDoreen(scene.priya.page())
  await loseSignal(scene.aisha)
  await expectPill(page, /^No signal/)
  await tasksScreen(page).add(bloods)
  await tasksScreen(page).press(bloods, 'Take it')
  await goTo(page, 'Tasks')
  await expect(tasksScreen(page).task(bloods)).toContainText('You have this, since today')
  await tasksScreen(page).press(bloods, 'Done')
  await expect(tasksScreen(page).task(bloods)).toContainText('Done. Saved on this tablet')
  await tasksScreen(page).press(bloods, 'Undo: open again')
  await expect(tasksScreen(page).task(bloods)).toContainText('You have this, since today')
  await tasksScreen(page).press(bloods, 'Done')
  await expect(tasksScreen(page).task(bloods)).toContainText('Done. Saved on this tablet')
  await meet()
  const desk = scene.priya.page()
  await expect(desk.getByText('1 task done')).toBeVisible()
  await desk.getByText('1 task done').click()
  await expect(tasksScreen(desk).task(bloods)).toHaveCount(1)
  await expect(
    tasksScreen(desk)
      .task(bloods)
      .getByText(/^Done by Aisha Rahman, today/),
  ).toBeVisible()
  await tasksScreen(desk).press(bloods, 'Open again')
  await expect(tasksScreen(desk).task(bloods)).toContainText('Aisha Rahman has this')
  await expect(
    tasksScreen(page)
      .task(bloods)
      .getByText(/^Opened again by Priya Nair, today/),
  ).toBeVisible()
})
