/** The app in browsers that are not Chromium: `npm run verify`, not `npm test`, for they take minutes. */
import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

export default defineConfig({
  ...base,
  testMatch: ['other-browsers/*.spec.ts'],
  projects: [{ name: 'other browsers' }],
  workers: 1,
})
