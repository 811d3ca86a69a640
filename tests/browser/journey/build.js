// The team carries stories over the board; the owner's window follows without being touched.
import { expect, test } from "../world.js";

export const column = (page, name) => page.getByRole("region", { name, exact: true });
export const cards = (page, name) => column(page, name).locator(".card .key");
export const card = (page, key) => page.locator(".card", { has: page.getByText(key, { exact: true }) });

/** Moves a card so many columns to the right, by key. */
export async function move(page, key, ...to) {
  await card(page, key).locator(".card-link").focus();
  for (const name of to) {
    await page.keyboard.press("Shift+ArrowRight");
    await expect(column(page, name).locator(".card", { hasText: key })).toBeVisible();
    await expect(page.locator("#toasts")).toContainText(`${key} is in ${name}.`);
  }
}

export async function build({ at, mira, tess }) {
  await test.step("the owner sets a limit", async () => {
    await tess.goto(at("INV/board"));
    await expect(tess.getByRole("heading", { name: "Sprint 1" })).toBeVisible();
    await mira.goto(at("INV/board"));
    await mira.getByRole("button", { name: "Columns" }).click();
    await mira.getByLabel("At most at once in Doing").fill("1");
    await mira.locator("form", { has: mira.getByLabel("At most at once in Doing") }).getByRole("button", { name: "Save" }).click();
    await expect(mira.locator("#toasts")).toContainText("The column Doing is changed.");
    await mira.keyboard.press("Escape");
    await expect(column(tess, "Doing").locator(".wip")).toHaveText("0 of 1");
  });

  await test.step("cards go by key; two at once are over the limit, and both windows say so", async () => {
    await move(tess, "INV-7", "Doing");
    await expect(cards(mira, "Doing")).toHaveText(["INV-7"]);
    await move(tess, "INV-8", "Doing");
    for (const window of [tess, mira]) await expect(window.getByText("Doing is over its limit by one", { exact: true })).toBeVisible();
    await move(tess, "INV-7", "In review", "To accept");
    await expect(mira.getByText("Doing is over its limit by one", { exact: true })).toHaveCount(0);
    await expect(cards(mira, "To accept")).toHaveText(["INV-7"]);
  });

  await test.step("a task is ticked off, and something stands in the way", async () => {
    await card(tess, "INV-9").locator(".card-link").click();
    await tess.getByLabel("New task").fill("Write the words");
    await tess.getByRole("button", { name: "Add task" }).click();
    await tess.getByRole("checkbox", { name: "Write the words" }).click();
    await expect(tess.getByText("1 of 1 done")).toBeVisible();
    await tess.getByText("Something is in the way").click();
    await tess.getByLabel("What is in the way").fill("Waits for the carrier");
    await tess.getByRole("button", { name: "Say so" }).click();
    await expect(tess.getByText("Waits for the carrier since today")).toBeVisible();
    await expect(card(mira, "INV-9")).toContainText("Waits for the carrier since today");
    await expect(card(mira, "INV-9")).toContainText("1 of 1 tasks");
  });

  await test.step("the rest that is done goes to the owner", async () => {
    await tess.goto(at("INV/board"));
    await move(tess, "INV-8", "In review", "To accept");
    await move(tess, "INV-2", "Doing", "In review", "To accept");
    await expect(cards(mira, "To accept")).toHaveText(["INV-2", "INV-7", "INV-8"]);
  });
}
