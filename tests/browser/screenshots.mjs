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
const WIDE = { width: 1440, height: 900 };
/** The first link of a list is a place, too: what it leads to. */
const first = (list) => async (page, at) => {
  await page.goto(at(list));
  return (await page.locator(".rows .row-link").first().getAttribute("href")).replace("/larkbill/", "");
};
const SHOTS = [
  ["today", "INV/today", "light", WIDE],
  ["inbox", "INV/inbox?state=linked", "light", WIDE],
  ["need", first("INV/needs"), "light", WIDE],
  ["vision", "INV/vision", "light", WIDE],
  ["market", "INV/market", "light", WIDE],
  ["roadmap", "INV/roadmap?view=time", "light", WIDE],
  ["backlog", "INV/backlog?worth=shown", "light", WIDE],
  ["beside", "INV/backlog?beside=roadmap", "light", WIDE],
  ["comparison", "INV/market/comparison?show=trail", "light", WIDE],
  ["plan", "INV/plan", "light", WIDE],
  ["board", "INV/board", "light", WIDE],
  ["acceptance", "INV/acceptance", "light", WIDE],
  ["line", "INV/line", "light", WIDE],
  ["line-dark", "INV/line", "dark", WIDE],
  ["today-phone", "INV/today", "light", { width: 390, height: 844 }],
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
  const signedIn = await browser.newContext();
  const page = await signedIn.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Today" }).waitFor();
  const state = await signedIn.storageState();
  for (const [name, place, colorScheme, viewport] of SHOTS) {
    const context = await browser.newContext({ storageState: state, colorScheme, viewport });
    const shown = await context.newPage();
    const at = (path) => `${new URL(link).origin}/larkbill/${path}`;
    await shown.goto(at(typeof place === "function" ? await place(shown, at) : place));
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
