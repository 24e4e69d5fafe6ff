/** Three sizes of text as live samples; the choice holds at once and is remembered on this phone. */
import { useMemo } from 'preact/hooks'
import { useApp } from '../../app-context.ts'
import { BarTop } from '../../components/BarTop.tsx'
import { ScreenTitle } from '../../components/ScreenTitle.tsx'
import { createTextSize, textSizes } from '../../models/text-size.ts'
import { publicText } from '../../text/en/public.ts'
import { chooseText } from '../../text/text.ts'

const text = chooseText({ en: publicText })

export function TextSize() {
  const { page } = useApp()
  const model = useMemo(() => createTextSize(page, document.documentElement), [page])
  return (
    <>
      <BarTop />
      <ScreenTitle title={text.sizeTitle} />
      <p>{text.sizeHint}</p>
      <div class="sizes">
        {textSizes.map((size) => (
          <button
            key={size}
            type="button"
            class={`button ${size}`}
            aria-pressed={model.size.value === size}
            onClick={() => model.choose(size)}
          >
            <b>
              {text.sizes[size]}
              {model.size.value === size && ` – ${text.sizeChosen}`}
            </b>
            <span class="sample">{text.sizeSample}</span>
          </button>
        ))}
      </div>
    </>
  )
}
