/**
 * The patient banner (NHS Common User Interface): name, born with age, gender,
 * NHS number, in that order, one person only, never on a list. What is not
 * recorded reads "Not Known", never a question mark or a gap.
 */
import { formatBannerName } from '../../domain/names.ts'
import type { BannerRow } from '../../domain/projections/rows.ts'
import { useApp } from '../app-context.ts'
import * as en from '../text/en/record.ts'
import * as enTimes from '../text/en/times.ts'
import { chooseText } from '../text/text.ts'
import { Figures } from './Figures.tsx'
import { Icon } from './Icon.tsx'
import { ScreenTitle } from './ScreenTitle.tsx'

const text = chooseText({ en })
const times = chooseText({ en: enTimes })

interface BannerProps {
  readonly banner: BannerRow
  /** Makes the name the screen's h1; `tabTitle` then names the tab, so that no name stands there. */
  readonly tabTitle?: string
}

export function Banner({ banner, tabTitle }: BannerProps) {
  const { clock } = useApp()
  const name = formatBannerName(banner.name)
  const { preferred } = banner.name
  const { disputes = [] } = banner
  return (
    <section class={banner.died === null ? 'banner' : 'banner died'} aria-label={text.banner.label}>
      <div class="name">
        {tabTitle === undefined ? <p>{name}</p> : <ScreenTitle title={name} tabTitle={tabTitle} />}
      </div>
      <dl>
        <Pair
          label={text.banner.born}
          value={banner.born === '' ? '' : times.bornWithAge(banner.born, clock.value)}
          figures
        />
        {banner.died !== null && <Pair label={text.banner.died} value={times.writtenDay(banner.died)} figures />}
        <Pair label={text.banner.gender} value={banner.gender} />
        <Pair label={text.banner.nhsNumber} value={times.numbers(banner.nhsNumber)} figures />
        {preferred !== '' && <Pair label={text.banner.preferred} value={preferred} />}
      </dl>
      {disputes.length > 0 && (
        <p class="check-who">
          <Icon name="warning" />
          <b>{text.banner.check(disputes.map(({ part }) => part.id))}</b>
        </p>
      )}
    </section>
  )
}

interface PairProps {
  readonly label: string
  readonly value: string
  /** Written from left to right on every page, or its groups change places. */
  readonly figures?: boolean
}

function Pair({ label, value, figures = false }: PairProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="tabular">
        {figures && value !== '' ? <Figures>{value}</Figures> : <bdi dir="auto">{value || text.banner.notKnown}</bdi>}
      </dd>
    </div>
  )
}
