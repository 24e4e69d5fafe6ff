/** One sheet of the recovery kit: typed, or its square held before the camera. No photo is taken of it. Rules RK130, RK131. */
import { useState } from 'preact/hooks'
import { foundingText } from '../text/en/founding.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { QrScanner } from './QrScanner.tsx'

const text = chooseText({ en: foundingText })

interface SheetFieldProps {
  readonly id?: string
  readonly label: string
  readonly value: string
  readonly onType: (value: string) => void
  readonly problem?: string
}

export function SheetField(props: SheetFieldProps) {
  const { label, onType } = props
  const [step, setStep] = useState<'typing' | 'scanning' | 'scanned' | 'other'>('typing')
  const isScanning = step === 'scanning' || step === 'other'

  function read(code: string): boolean {
    const isSheet = isSheetText(code)
    setStep(isSheet ? 'scanned' : 'other')
    if (isSheet) onType(code)
    return isSheet
  }

  return (
    <div class="stack">
      <Field {...props} lines={3} />
      {step === 'scanned' && <p role="status">{text.scanned}</p>}
      {step === 'other' && <p role="alert">{text.notASheet}</p>}
      {isScanning && (
        <>
          <p>{text.scanHint}</p>
          <QrScanner size="ordinary" secret onRead={read} />
        </>
      )}
      <div class="actions">
        <Button about={label} expanded={isScanning} onPress={() => setStep(isScanning ? 'typing' : 'scanning')}>
          {isScanning ? text.scanStop : text.scan}
        </Button>
      </div>
    </div>
  )
}

/** Groups of four letters and digits, as they stand on the paper. Whether it is a right one the engine says. */
export function isSheetText(code: string): boolean {
  return /^[0-9A-Z]{4}(-[0-9A-Z]{1,4}){9,30}$/.test(code)
}
