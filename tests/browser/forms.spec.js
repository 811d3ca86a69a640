// Forms say why they were refused, lose nothing, and edit in place.
import { expect, renew, test } from "./world.js";

test.beforeEach(async ({ page, world }) => {
  await page.goto(`${world.root}/story`);
  await page.waitForFunction(() => customElements.get("inline-edit"));
});

test("a refusal stands beside its field and everything typed is still there", async ({ page }) => {
  const title = page.locator("#new-title");
  await page.fill("#benefit", "so that nobody forgets");
  await page.getByRole("button", { name: "Story", exact: true }).click();
  await expect(page.locator(".field:has(#new-title) field-refusal")).toHaveText("Use a title of 1 to 200 characters.");
  await expect(title).toHaveAttribute("aria-invalid", "true");
  await expect(title).toHaveAttribute("aria-describedby", /refusal/);
  await expect(title).toBeFocused();
  await expect(page.locator("#benefit")).toHaveValue("so that nobody forgets");
  await title.fill("A");
  await expect(page.locator("field-refusal")).toHaveCount(0);
  await expect(title).not.toHaveAttribute("aria-invalid");
});

test("a refusal of the whole form stands at its top and goes with the next try", async ({ page }) => {
  await page.fill("#new-title", "whole");
  await page.getByRole("button", { name: "Story", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("The backlog is frozen until Monday.");
  await page.fill("#new-title", "");
  await page.getByRole("button", { name: "Story", exact: true }).click();
  await expect(page.locator("field-refusal")).toHaveCount(1);
});

test("a form in a dialog that is refused stays open, one that is taken closes", async ({ page, world }) => {
  await page.getByRole("button", { name: "More fields" }).click();
  await page.getByRole("button", { name: "Add story" }).click();
  await expect(page.locator("#sheet field-refusal")).toBeVisible();
  await page.fill("#sheet-title", "From the sheet");
  await page.getByRole("button", { name: "Add story" }).click();
  await expect(page.locator("#sheet")).toBeHidden();
  expect((await world.tell()).title).toBe("From the sheet");
  await page.getByRole("button", { name: "More fields" }).click();
  await expect(page.locator("#sheet-title")).toHaveValue("");
});

test("a text turns into its form and back", async ({ page }) => {
  await page.keyboard.press("e");
  const box = page.locator("#inline-title");
  await expect(box).toBeFocused();
  await box.fill("Half");
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  await expect(page.locator(".shown")).toHaveText("Choose a tone per account");
  await page.locator(".shown").click();
  await expect(box).toHaveValue("Choose a tone per account");
  await box.fill("Choose a tone for each customer");
  await page.keyboard.press("Enter");
  await expect(page.locator(".shown")).toHaveText("Choose a tone for each customer");
  await expect(box).toBeHidden();
});

test("a renewal does not close what one edits", async ({ page, world }) => {
  await expect.poll(async () => (await world.tell()).listening).toBe(1);
  await page.locator(".shown").click();
  await page.locator("#inline-title").fill("Typing");
  await world.announce();
  await expect(page.locator("#seq")).toHaveText("2");
  await expect(page.locator("#inline-title")).toBeVisible();
  await expect(page.locator("#inline-title")).toHaveValue("Typing");
});

test("two people edit the same text: the second sees both and decides", async ({ page, world }) => {
  await page.locator(".shown").click();
  await page.locator("#inline-title").fill("Mine");
  await world.set({ title: "Theirs" });
  await page.keyboard.press("Enter");
  await expect(page.locator("changed-under")).toContainText("Theirs");
  await expect(page.locator("#inline-title")).toHaveValue("Mine");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await page.locator("#inline-title").press("Enter");
  await expect(page.locator(".shown")).toHaveText("Mine");
  expect((await world.tell()).title).toBe("Mine");
});

test("light and dark are remembered for the server", async ({ page, context }) => {
  const root = page.locator("html");
  await page.locator("button.theme").click();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.locator("button.theme").click();
  await expect(root).toHaveAttribute("data-theme", "light");
  const [cookie] = (await context.cookies()).filter(({ name }) => name === "theme");
  expect(cookie).toMatchObject({ value: "light", sameSite: "Lax", path: "/" });
  expect(cookie.expires).toBeGreaterThan(Date.now() / 1000 + 360 * 24 * 3600);
});

test("the folded sidebar is remembered", async ({ page, context }) => {
  await page.locator(".fold-label").click();
  await expect.poll(async () => (await context.cookies()).find(({ name }) => name === "fold")?.value).toBe("1");
});

test("a toast of the server's offers undo, waits under the pointer and goes with the page", async ({ page, world }) => {
  const toast = `<form class="toast" method="post" action="${world.root}/commands/undo_change"><p>Story added.</p><input type="hidden" name="change" value="123"><button>Undo</button></form>`;
  await world.set({ toast });
  await page.goto(`${world.root}/backlog`);
  await expect(page.locator("#toasts")).toContainText("Story added.");
  await page.hover("#toasts form");
  expect(await page.locator("#toasts form").evaluate((form) => getComputedStyle(form, "::after").animationPlayState)).toBe("paused");
  await world.set({ toast: "" });
  await renew(page);
  await expect(page.locator("#toasts form")).toHaveCount(1);
  await page.locator(".bar-row a", { hasText: "Today" }).click();
  await expect(page).toHaveURL(/today/);
  await expect(page.locator("#toasts form")).toHaveCount(1);
  await page.locator("#toasts form").evaluate((form) => form.getAnimations({ subtree: true }).forEach((run) => run.finish()));
  await expect(page.locator("#toasts form")).toHaveCount(0);
});

test("a slow page draws the thread, a quick one does not", async ({ page, world }) => {
  await page.goto(`${world.root}/backlog`);
  await world.set({ slow_ms: 900 });
  await page.locator(".bar-row a", { hasText: "Today" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-loading", "");
  await expect(page).toHaveURL(/today/);
  await expect(page.locator("html")).not.toHaveAttribute("data-loading");
});

test("hovering over rows fetches nothing ahead", async ({ page, world }) => {
  await page.goto(`${world.root}/backlog`);
  await page.locator(".row-link").nth(1).hover();
  await page.locator(".row-link").nth(2).hover();
  const ahead = page.waitForRequest((request) => request.headers()["x-sec-purpose"] === "prefetch");
  await page.locator(".line a").first().hover(); // outside lists it does
  expect((await ahead).url()).toMatch(/vision$/);
  expect((await world.tell()).asked.filter((line) => line.includes("of=INV"))).toEqual([]);
});

test("a text is edited by keyboard alone, and the focus comes back", async ({ page }) => {
  const pen = page.getByRole("button", { name: "Edit: Title" });
  await pen.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#inline-title")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pen).toBeFocused();
});

test("Enter in a box that posts itself posts once", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await page.locator("#size-alone").fill("8");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await world.tell()).posts).toBe(1);
  await page.locator("#size-alone").fill("13");
  await page.locator("h1").click();
  await expect.poll(async () => (await world.tell()).posts).toBe(2);
});

test("Back returns to the place one left, and a new page begins with the focus", async ({ page, world }) => {
  await page.setViewportSize({ width: 1200, height: 420 });
  await page.goto(`${world.root}/sample`);
  await page.locator("#main").evaluate((main) => (main.scrollTop = 300));
  await page.locator(".line a").first().click();
  await expect(page).toHaveURL(/vision/);
  await expect(page.locator("#main")).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/sample/);
  await expect.poll(() => page.locator("#main").evaluate((main) => main.scrollTop)).toBe(300);
});

test("a menu that folds out closes by Esc and by a click elsewhere", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  const menu = page.locator("details.filter-menu");
  await menu.locator("summary").click();
  await page.keyboard.press("Escape");
  await expect(menu).not.toHaveAttribute("open");
  await expect(menu.locator("summary")).toBeFocused();
  await menu.locator("summary").click();
  await page.locator("h1").click();
  await expect(menu).not.toHaveAttribute("open");
});
