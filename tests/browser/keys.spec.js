// No list and no page needs a mouse.
import { expect, renew, test } from "./world.js";

const row = (page, key) => page.locator(".row[data-id]", { hasText: key });

test.beforeEach(async ({ page, world }) => {
  await page.goto(`${world.root}/backlog`);
  await page.waitForFunction(() => customElements.get("rank-list"));
});

test("J and K walk the rows and the focus goes along", async ({ page }) => {
  await page.keyboard.press("j");
  await expect(row(page, "INV-250")).toHaveClass(/cursor/);
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, "INV-252").locator("a")).toBeFocused();
  await page.keyboard.press("k");
  await expect(row(page, "INV-251")).toHaveClass(/cursor/);
  await page.keyboard.press("End");
  await expect(row(page, "INV-255")).toHaveClass(/cursor/);
  await page.keyboard.press("Home");
  await expect(page.locator(".cursor")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/story\?of=INV-250/);
});

test("Ctrl and Enter open beside", async ({ page, context }) => {
  await page.keyboard.press("j");
  const opening = context.waitForEvent("page");
  await page.keyboard.press("Control+Enter");
  await expect(await opening).toHaveURL(/story\?of=INV-250/);
  await expect(page).toHaveURL(/backlog/);
});

test("the cursor stays on its story when the list changes under it", async ({ page, world }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const { stories } = await world.tell();
  await world.tell({ set: { stories: [stories[4], stories[1], stories[0]] } });
  await renew(page);
  await expect(row(page, "INV-251")).toHaveClass(/cursor/);
  await expect(row(page, "INV-251").locator("a")).toBeFocused();
  await expect(page.locator(".cursor")).toHaveCount(1);
});

test("when the story under the cursor is gone its neighbour has the cursor", async ({ page, world }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const { stories } = await world.tell();
  await world.tell({ set: { stories: stories.filter((story) => story.key !== "INV-251") } });
  await renew(page);
  await expect(row(page, "INV-252").locator("a")).toBeFocused();
});

test("X selects, Shift and X a range, and a renewal keeps it", async ({ page }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(page.locator(".row[data-selected]")).toHaveCount(3);
  await renew(page);
  await expect(page.locator(".row[data-selected]")).toHaveCount(3);
  await page.keyboard.press("x");
  await expect(page.locator(".row[data-selected]")).toHaveCount(2);
});

test("a key presses what carries it, two keys one after the other too", async ({ page }) => {
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/today/);
  await page.goBack();
  await expect(page.locator(".rows")).toBeVisible();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/story/);
});

test("inside a field keys are letters", async ({ page }) => {
  await page.keyboard.press("/");
  await expect(page.locator("#filter")).toBeFocused();
  await page.keyboard.type("cjx?");
  await expect(page.locator("#filter")).toHaveValue("cjx?");
  await expect(page.locator(".cursor, dialog[open]")).toHaveCount(0);
  await expect(page).toHaveURL(/backlog/);
});

test("single keys can be switched off", async ({ page }) => {
  await page.evaluate(() => (document.documentElement.dataset.singleKeys = "off"));
  for (const key of ["j", "c", "?"]) await page.keyboard.press(key);
  await expect(page.locator(".cursor, dialog[open]")).toHaveCount(0);
  await expect(page).toHaveURL(/backlog/);
});

test("a question mark shows the keys of this page", async ({ page }) => {
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "All keys" });
  await expect(dialog).toContainText("Story");
  await expect(dialog).toContainText("Rank up");
  await renew(page);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(page.locator(".cursor")).toHaveCount(1);
});
