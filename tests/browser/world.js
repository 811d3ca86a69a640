// What every browser test starts from: a world of its own, and no error nobody asked for.
import { expect, test as base } from "@playwright/test";

export { expect };

export const test = base.extend({
  world: async ({ request }, use, info) => {
    const name = info.testId;
    const root = `/w/${name}`;
    const tell = async (order = {}) => (await request.post(`${root}/control`, { data: order })).json();
    await use({ root, tell, set: (set) => tell({ set }), announce: (set = {}, announce = {}) => tell({ set, announce }) });
  },

  /** Fails the test at its end when the page logged an error or broke the content security policy. */
  page: async ({ page }, use) => {
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      const refusedByDesign = message.text().includes("422");
      if (message.type() === "error" && !refusedByDesign) errors.push(message.text());
    });
    await use(page);
    expect(errors).toEqual([]);
  },
});

/** Renews the page the way the live stream does: fetched again and morphed. */
export async function renew(page) {
  const before = await page.evaluate(() => document.documentElement.dataset.renewed ?? "0");
  await page.evaluate(() => {
    addEventListener("turbo:load", () => {
      const root = document.documentElement;
      root.dataset.renewed = String(Number(root.dataset.renewed ?? 0) + 1);
    }, { once: true });
    window.Turbo.session.refresh(document.baseURI);
  });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.renewed ?? "0")).not.toBe(before);
}
