/** Ringing somebody: one button a number, each named where there are several. Nothing where nothing can be dialled. */
import { numbersIn, toTel } from '../telephone.ts'
import { ButtonLink } from './Button.tsx'
import { Figures } from './Figures.tsx'

export function PhoneLinks({ phone, words }: { readonly phone: string; readonly words: string }) {
  const numbers = numbersIn(phone)
  return (
    <>
      {numbers.map((number) => (
        <ButtonLink key={number} icon="phone" href={toTel(number)}>
          {numbers.length === 1 ? (
            words
          ) : (
            <>
              {words} <Figures>{number}</Figures>
            </>
          )}
        </ButtonLink>
      ))}
    </>
  )
}
