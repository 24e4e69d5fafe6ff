/**
 * Which language the app speaks. Every sentence stands in `text/<language>/`,
 * grouped by screen; a screen takes its group through `chooseText`, so a second
 * language is one more folder and one more key here, checked by the compiler.
 */
export type Language = 'en'

const language: Language = 'en'

export function chooseText<Text>(textByLanguage: Readonly<Record<Language, Text>>): Text {
  return textByLanguage[language]
}

/** With a capital at the beginning: what begins a sentence in one place stands inside one in another. */
export function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
