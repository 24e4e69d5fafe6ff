/** What may have reached the relay is not said to have changed nothing. */
import { expect, test } from 'vitest'
import { wordCircleProblem } from './letting-in.ts'
import { wordAccessProblem, wordCloseProblem, wordEndProblem } from './opening.ts'
import { phonesText } from './phones.ts'
import { wordRoundProblem } from './rounds.ts'
import { teamDevicesText, wordTeamProblem } from './team-devices.ts'

test('SH801 without signal nothing done at the server is said to have changed nothing, and to look again is said', () => {
  const said = [
    ...[wordCircleProblem, wordAccessProblem, wordCloseProblem, wordEndProblem, wordRoundProblem, wordTeamProblem].map(
      (word) => word('no-signal'),
    ),
    ...[phonesText.noSignal(true), phonesText.noSignal(false), teamDevicesText.removeNoSignal],
  ]
  for (const { title, words } of said) {
    expect(title).toBe('There is no signal now.')
    expect(words).not.toMatch(/\bNothing was\b/)
    expect(words).toMatch(/\blook\b.*\b(signal|there is|stands here)\b/i)
  }
})
