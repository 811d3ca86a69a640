// The palette reaches pages, items and verbs, and never leaves a dead page behind.
import { expect, renew, test } from "./world.js";

const palette = (page) => page.locator("#palette");
const chosen = (page) => page.locator('#palette .opt[aria-selected="true"]');

test.beforeEach(async ({ page, world }) => {
  await page.goto(`${world.root}/backlog`);
  await page.waitForFunction(() => customElements.get("command-palette"));
});

test("Ctrl and K open it, typing finds, Enter goes there", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await expect(chosen(page)).toContainText("Preview the whole");
  await page.keyboard.type("weekly");
  await expect(page.locator("#palette .opt")).toHaveCount(2);
  await expect(chosen(page)).toContainText("Weekly cash forecast");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/story\?of=INV-253/);
  await expect(palette(page)).toBeHidden();
});

test("it is a combobox: the box keeps the focus and names the chosen option", async ({ page }) => {
  await page.getByRole("button", { name: "Find" }).click();
  const box = page.getByRole("combobox");
  await expect(box).toBeFocused();
  await expect(chosen(page)).toHaveCount(1);
  await expect(box).toHaveAttribute("aria-activedescendant", await chosen(page).getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  await expect(box).toHaveAttribute("aria-activedescendant", await chosen(page).getAttribute("id"));
  await expect(chosen(page)).toContainText("Split one invoice");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toContainText("New story");
  await expect(box).toBeFocused();
});

test("a verb presses the button it names", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.locator("#palette .opt", { hasText: "New story" }).click();
  await expect(page).toHaveURL(/\/story$/);
});

test("Ctrl and Enter open beside and leave the palette", async ({ page, context }) => {
  await page.keyboard.press("Control+k");
  await expect(chosen(page)).toHaveCount(1);
  const opening = context.waitForEvent("page");
  await page.keyboard.press("Control+Enter");
  await expect(await opening).toHaveURL(/story\?of=INV-250/);
  await expect(palette(page)).toBeVisible();
});

test("it stays through a renewal with what was typed and found", async ({ page, world }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("weekly");
  await expect(page.locator("#palette .opt")).toHaveCount(2);
  await world.tell({ set: { seq: 9 } });
  await renew(page);
  await expect(page.locator("#palette input")).toHaveValue("weekly");
  await expect(page.locator("#palette input")).toBeFocused();
  await expect(page.locator("#palette .opt")).toHaveCount(2);
  await expect(page.getByRole("combobox")).toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.locator("#palette input")).toHaveValue("");
});

test("nothing found says so", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzz");
  await expect(palette(page)).toContainText("Nothing by that name.");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
});
