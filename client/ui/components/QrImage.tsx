/** A QR code on white with black, in every colour scheme: cameras read nothing else as well. */
import { useMemo } from 'preact/hooks'
import { qrSquares } from '../qr/encode.ts'

interface QrImageProps {
  readonly text: string
  /** What it is, for who cannot see it. */
  readonly label: string
}

export function QrImage({ label, text }: QrImageProps) {
  const { path, size } = useMemo(() => qrSquares(text), [text])
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
