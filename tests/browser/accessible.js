// What every page is held to: axe finds nothing, and nothing is wider than its window.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "./world.js";
import { settled } from "./settled.js";

/** The windows in which every page is looked at. */
export const WINDOWS = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

/** axe finds nothing on the page that is open. A live update may come at any time: nothing fades while axe looks. */
export async function clean(page, name) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await settled(page);
  // Of a page without frames the legacy mode tells the same in half the time: it opens no second page for each.
  expect(page.frames(), `${name} has frames`).toHaveLength(1);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  await page.emulateMedia({ reducedMotion: null });
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  expect.soft(told, name).toEqual([]);
}

/** axe finds nothing on the page that is open, in light and in dark. */
export async function cleanInBothThemes(page, name) {
  await page.emulateMedia({ colorScheme: "light" });
  await clean(page, `${name} light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await clean(page, `${name} dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

/** The page that is open is no wider than its window. */
export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(over, `${name} is wider than its window by so many pixels`).toBeLessThanOrEqual(0);
}
