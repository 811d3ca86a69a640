import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import settings from "./playwright.config.js";
const root = path.resolve(import.meta.dirname, "../..");
const [who, ...shots] = process.argv.slice(2); // name:place:scheme:width
const data = mkdtempSync(path.join(tmpdir(), "look-"));
const demo = spawn(path.join(root, "target/debug/throughline"), ["--data", data, "--log", "error", "--listen", "127.0.0.1:0", "demo"], { stdio: ["ignore", "pipe", "inherit"] });
const link = await new Promise((resolve) => createInterface({ input: demo.stdout }).on("line", (line) => { const f = line.match(new RegExp(who + "\\s+(http:\\S+)")); if (f) resolve(f[1]); }));
const browser = await chromium.launch(settings.use.launchOptions);
try {
  const c = await browser.newContext(); const p = await c.newPage();
  await p.goto(link); await p.getByRole("button", { name: "Sign in" }).click(); await p.getByRole("heading", { name: "Today" }).waitFor();
  const state = await c.storageState();
  for (const shot of shots) {
    const [name, place, scheme, width] = shot.split("::");
    const context = await browser.newContext({ storageState: state, colorScheme: scheme, viewport: { width: Number(width), height: 900 } });
    const page = await context.newPage();
    await page.goto(`${new URL(link).origin}/larkbill/${place}`);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `/tmp/look-${name}.png`, fullPage: true });
    await context.close();
  }
} finally { await browser.close(); demo.kill("SIGTERM"); await new Promise((r) => demo.once("exit", r)); rmSync(data, { recursive: true, force: true }); }
