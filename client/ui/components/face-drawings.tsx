/**
 * The drawn faces, by name. One head (neck, oval, eyes, mouth) and, per person,
 * what is behind it and what is over it.
 */
import type { ComponentChildren, JSX } from 'preact'

interface HeadProps {
  readonly ground: string
  readonly clothes: string
  readonly skin: string
  /** Hair or scarf behind the head. */
  readonly behind?: ComponentChildren
  /** Hair, beard, glasses: over the head, above the eyes or the mouth. */
  readonly over?: ComponentChildren
  readonly slim?: boolean
}

function Head({ ground, clothes, skin, behind, over, slim = false }: HeadProps) {
  return (
    <>
      <path d="M0 0h64v72H0z" fill={ground} />
      {behind}
      <path d="M6 74c1-15 11-20 26-20s25 5 26 20z" fill={clothes} />
      <path d="M27 44h10v11a5 5 0 0 1-10 0z" fill={skin} />
      <ellipse cx="32" cy="33" rx={slim ? 12.5 : 13.5} ry="15" fill={skin} />
      <circle cx="26.5" cy="33" r="1.7" fill="#241610" />
      <circle cx="37.5" cy="33" r="1.7" fill="#241610" />
      <path d="M27 40.5c3 3 7 3 10 0" fill="none" stroke="#5b2a22" stroke-width="1.9" stroke-linecap="round" />
      {over}
    </>
  )
}

function Glasses({ colour, radius }: { readonly colour: string; readonly radius: number }) {
  return (
    <g fill="none" stroke={colour} stroke-width="1.8">
      <circle cx="26" cy="33" r={radius} />
      <circle cx="38" cy="33" r={radius} />
      <path d="M30.5 33h3" />
    </g>
  )
}

const aisha = () => (
  <Head
    ground="#efc9a6"
    clothes="#2c5f63"
    skin="#c98e62"
    slim
    behind={<path d="M12 76V32a20 21 0 0 1 40 0v44z" fill="#2c5f63" />}
    over={
      <>
        <path d="M19 30c3-9 8-11 13-11s10 2 13 11c0-11-5-15-13-15s-13 4-13 15z" fill="#2c5f63" />
        <path d="M20 45c3 8 21 8 24 0v12c-8 5-16 5-24 0z" fill="#2c5f63" />
      </>
    }
  />
)

const ben = () => (
  <Head
    ground="#cfe0d2"
    clothes="#26536f"
    skin="#7a4a2e"
    over={
      <>
        <path d="M17 30a15 16 0 0 1 30 0v-3c0-17-30-17-30 0z" fill="#1e1512" />
        <path d="M20 41c2 12 22 12 24 0-4 5-20 5-24 0z" fill="#1e1512" />
        <path d="M27 40.5c3 3 7 3 10 0" fill="none" stroke="#5b2a22" stroke-width="1.9" stroke-linecap="round" />
      </>
    }
  />
)

const priya = () => (
  <Head
    ground="#f1dca8"
    clothes="#8a3d5e"
    skin="#b97f55"
    behind={<path d="M14 60V30a18 19 0 0 1 36 0v30z" fill="#221613" />}
    over={<path d="M18 32c2-10 8-13 14-13s12 3 14 13c1-14-5-19-14-19s-15 5-14 19z" fill="#221613" />}
  />
)

const lena = () => (
  <Head
    ground="#cfe1e8"
    clothes="#7a4a1c"
    skin="#f1caa8"
    behind={
      <>
        <circle cx="32" cy="13" r="7.5" fill="#d9a441" />
        <path d="M17 36V30a15 17 0 0 1 30 0v6z" fill="#d9a441" />
      </>
    }
    over={<path d="M18 31c1-9 7-12 14-12s13 3 14 12c2-13-5-17-14-17s-16 4-14 17z" fill="#d9a441" />}
  />
)

const reid = () => (
  <Head
    ground="#d9d3e6"
    clothes="#4c5470"
    skin="#f0c8ab"
    over={
      <>
        <path d="M17 28a15 15 0 0 1 30 0c-3-6-8-8-15-8s-12 2-15 8z" fill="#9b9691" />
        <Glasses colour="#2b2020" radius={4.5} />
      </>
    }
  />
)

const sol = () => (
  <Head
    ground="#f4d9c4"
    clothes="#3d6a3a"
    skin="#8d5a3b"
    behind={
      <g fill="#2a1a14">
        <circle cx="19" cy="24" r="8" />
        <circle cx="27" cy="17" r="8" />
        <circle cx="38" cy="17" r="8" />
        <circle cx="45" cy="24" r="8" />
      </g>
    }
    over={<path d="M18.5 30c4-6 23-6 27 0 0-10-6-13-13.5-13s-13.500 3-13.500 13z" fill="#2a1a14" />}
  />
)

const karen = () => (
  <Head
    ground="#d5e3ea"
    clothes="#3f6b52"
    skin="#f0c3a2"
    behind={<path d="M15 52V30a17 18 0 0 1 34 0v22h-6V30H21v22z" fill="#8b4a1f" />}
    over={<path d="M18 31c4-2 9-5 11-10 4 5 10 8 17 10 0-12-6-17-14-17s-14 6-14 17z" fill="#8b4a1f" />}
  />
)

const doreen = () => (
  <Head
    ground="#a9839d"
    clothes="#7b5a8c"
    skin="#f2cdb4"
    behind={
      <g fill="#f3efec">
        <path d="M14 34a18 18 0 0 1 36 0c0 6-3 8-3 8V30H17v12s-3-2-3-8z" />
        <circle cx="19" cy="20" r="7" />
        <circle cx="32" cy="15" r="8" />
        <circle cx="45" cy="20" r="7" />
      </g>
    }
    over={
      <>
        <path d="M18 29c3-9 25-9 28 0 2-14-30-14-28 0z" fill="#f3efec" />
        <Glasses colour="#5a1846" radius={5} />
      </>
    }
  />
)

export const faceDrawings: ReadonlyMap<string, () => JSX.Element> = new Map(
  Object.entries({ aisha, ben, priya, lena, reid, sol, karen, doreen }),
)
