// axe finds nothing on the made pages in either theme, at desktop and phone width, also with what
// scripts put on them; nothing is wider than a phone.
import { clean, fits } from "./accessible.js";
import { expect, renew, test } from "./world.js";

const themes = ["light", "dark"];
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

for (const theme of themes) {
  for (const [name, size] of Object.entries(sizes)) {
    test(`the backlog in ${theme} on a ${name}`, async ({ page, world }) => {
      await page.setViewportSize(size);
      await page.goto(`${world.root}/sample?theme=${theme}`);
      await clean(page);
      await fits(page);
    });
  }

  test(`what scripts add, in ${theme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${world.root}/guard`);
    await page.waitForFunction(() => customElements.get("command-palette"));
    await page.fill("#title", "Mine");
    await world.tell({ set: { title: "Theirs" } });
    await renew(page);
    await expect(page.locator("changed-under")).toBeVisible();
    await clean(page);
    await page.keyboard.press("Control+k");
    await expect(page.locator("#palette .opt").first()).toBeVisible();
    await clean(page);
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "All keys" })).toBeVisible();
    await clean(page);
  });

  test(`a refusal, a selection, a menu and a toast in ${theme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${world.root}/story`);
    await page.waitForFunction(() => customElements.get("command-palette"));
    await page.getByRole("button", { name: "Story", exact: true }).click();
    await expect(page.locator("field-refusal")).toBeVisible();
    await clean(page);
    await page.goto(`${world.root}/backlog`);
    await page.waitForFunction(() => customElements.get("rank-list"));
    for (const key of ["j", "x", "Shift+ArrowDown"]) await page.keyboard.press(key);
    await expect(page.locator("#toasts form")).toBeVisible();
    await page.keyboard.press("m");
    await expect(page.getByRole("menu")).toBeVisible();
    await clean(page);
  });
}
