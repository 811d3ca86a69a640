// Debian's Chromium, never a downloaded one. No retries: a test that passes sometimes is a defect.
import { defineConfig } from "@playwright/test";
import { fixturePort } from "./fixture/port.js";

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Generous, since a machine that is busy besides must not make a test red; who waits for what comes pays nothing.
  timeout: 40_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    actionTimeout: 15_000,
    baseURL: `http://127.0.0.1:${fixturePort}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node fixture/server.js",
    url: `http://127.0.0.1:${fixturePort}/ready`,
    reuseExistingServer: false,
  },
});
