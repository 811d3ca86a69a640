// What every page is held to: axe finds nothing, and nothing is wider than its window.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "./world.js";
import { settled } from "./settled.js";

const [DESKTOP, PHONE] = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

/** Light and dark, wide and narrow. */
export const LOOKS = [["light", DESKTOP], ["dark", DESKTOP], ["light", PHONE], ["dark", PHONE]];

/** axe finds nothing on the page that is open. A live update may come at any time: nothing fades while axe looks. */
export async function clean(page, name) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ reducedMotion: null });
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  expect.soft(told, name).toEqual([]);
}

/** The page that is open is no wider than its window. */
export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(over, `${name} is wider than its window by so many pixels`).toBeLessThanOrEqual(0);
}
