// The pictures of the README, taken of the demo: bin/screenshots. They never show what is not there.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import settings from "./playwright.config.js";

const root = path.resolve(import.meta.dirname, "../..");
const target = path.join(root, "docs/screens");
const SHOTS = [
  ["backlog", "INV/backlog", "light", { width: 1440, height: 900 }],
  ["backlog-dark", "INV/backlog", "dark", { width: 1440, height: 900 }],
  ["backlog-phone", "INV/backlog", "light", { width: 390, height: 844 }],
  ["story", "items/INV-1", "light", { width: 1440, height: 900 }],
  ["inbox", "INV/inbox?open=13", "light", { width: 1440, height: 900 }],
  ["needs", "INV/needs", "light", { width: 1440, height: 900 }],
  ["need", "items/INV-41", "light", { width: 1440, height: 900 }],
];

const data = mkdtempSync(path.join(tmpdir(), "throughline-screens-"));
const program = path.join(root, "target/debug/throughline");
const demo = spawn(program, ["--data", data, "--log", "error", "--listen", "127.0.0.1:0", "demo"], { stdio: ["ignore", "pipe", "inherit"] });
const link = await new Promise((resolve) => {
  createInterface({ input: demo.stdout }).on("line", (line) => {
    const found = line.match(/Ines\s+(http:\S+)/);
    if (found) resolve(found[1]);
  });
});
mkdirSync(target, { recursive: true });
const browser = await chromium.launch(settings.use.launchOptions);
try {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Backlog" }).waitFor();
  const state = await first.storageState();
  for (const [name, place, colorScheme, viewport] of SHOTS) {
    const context = await browser.newContext({ storageState: state, colorScheme, viewport });
    const shown = await context.newPage();
    await shown.goto(`${new URL(link).origin}/larkbill/${place}`);
    await shown.evaluate(() => document.fonts.ready);
    await shown.screenshot({ path: path.join(target, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  demo.kill("SIGTERM");
  await new Promise((resolve) => demo.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}
