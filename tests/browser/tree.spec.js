// The tree is walked as a tree, and Tab passes it in one step.
import { expect, renew, test } from "./world.js";

const link = (page, name) => page.getByRole("link", { name });
const branch = (page, id) => page.locator(`#below-${id}`);

test.beforeEach(async ({ page, world }) => {
  await page.goto(`${world.root}/tree`);
  await page.waitForFunction(() => customElements.get("tree-walk"));
  await link(page, "Paid on time").focus();
});

test("arrows go to what is seen next, open, close, and go out", async ({ page }) => {
  await page.keyboard.press("ArrowDown");
  await expect(link(page, "Chase late payers")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(link(page, "A tone")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(link(page, "A tone"), "a leaf has nothing to go into").toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(link(page, "Chase late payers")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(branch(page, 2)).not.toHaveAttribute("open");
  await expect(link(page, "Chase late payers")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(link(page, "Books that match"), "what is closed is passed over").toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(branch(page, 2)).toHaveAttribute("open", "");
  await page.keyboard.press("End");
  await expect(link(page, "Books that match")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(link(page, "Paid on time")).toBeFocused();
  await page.keyboard.press("Shift+B");
  await expect(link(page, "Books that match")).toBeFocused();
});

test("Tab enters at one place and leaves the tree, and Enter opens", async ({ page }) => {
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.locator("tree-walk :focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(link(page, "Chase late payers")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/story\?of=2/);
});

test("a renewed page leaves the place and what is closed", async ({ page }) => {
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await renew(page);
  await expect(branch(page, 2)).not.toHaveAttribute("open");
  await expect(link(page, "Chase late payers")).toHaveAttribute("tabindex", "0");
  await expect(page.locator('tree-walk [tabindex="0"]')).toHaveCount(1);
});
