// The whole line, walked both ways, each step one click; and who did what, and taking it back.
import { expect, test } from "../world.js";

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

export async function walk({ at, mira, ines }) {
  await test.step("from the released story back to the vision", async () => {
    await mira.goto(at("items/INV-7"));
    await mira.getByRole("link", { name: "on the line" }).click();
    const sentence = mira.locator(".sentence");
    for (const [title, next] of [
      ["Three tones to choose from", "A tone for each customer"],
      ["A tone for each customer", "Chase late payers without souring things"],
      ["Chase late payers without souring things", "Invoices are paid on time"],
      ["Invoices are paid on time", "Every firm is paid on the day it expects"],
    ]) {
      await expect(mira.locator(".knot.here")).toContainText(title);
      await mira.locator(".knot.on", { hasText: next }).click();
    }
    await expect(mira.locator(".knot.here")).toContainText("Every firm is paid on the day it expects");
    await expect(sentence).toContainText("Every firm is paid on the day it expects");
  });

  await test.step("from the first words forward to the answer", async () => {
    await ines.goto(at("INV/inbox"));
    await ines.locator(".mail", { hasText: "in the same stern words" }).click();
    await ines.getByRole("complementary", { name: "Customer" }).getByRole("link", { name: "Chase late payers without souring things" }).click();
    await expect(heading(ines, "Chase late payers without souring things")).toBeVisible();
    await ines.getByRole("main").getByRole("link", { name: "A tone for each customer" }).click();
    await expect(heading(ines, "A tone for each customer")).toBeVisible();
    await ines.getByRole("main").getByRole("link", { name: "Three tones to choose from" }).click();
    await expect(heading(ines, "Three tones to choose from")).toBeVisible();
    await ines.getByRole("navigation", { name: "The line" }).getByRole("link", { name: "4.8 Gentle reminders" }).click();
    await expect(heading(ines, "4.8 Gentle reminders")).toBeVisible();
    await ines.getByRole("link", { name: "on the line" }).click();
    await expect(ines.locator(".said")).toContainText("the same stern words");
    await expect(ines.locator(".said")).toContainText("partly: The third reminder still sounds like a lawyer.");
  });

  await test.step("what was accepted is told by goal, and every bar opens its stories", async () => {
    await ines.goto(at("INV/vision"));
    await ines.getByRole("link", { name: "Drift", exact: true }).click();
    await expect(heading(ines, "Drift")).toBeVisible();
    await ines.getByRole("main").getByRole("link", { name: "Invoices are paid on time" }).click();
    await expect(ines.locator("#stories")).toContainText("Three tones to choose from");
  });

  await test.step("the history says who changed what, before and after", async () => {
    await mira.goto(at("items/INV-2"));
    await expect(mira.locator(".log").last()).toContainText("Tess");
    await mira.goto(at("INV/history"));
    await expect(mira.locator(".log li", { hasText: "Ines" }).first()).toBeVisible();
  });

  await test.step("a move is taken back by key, in every window", async () => {
    await ines.goto(at("INV/backlog"));
    await mira.goto(at("items/INV-3"));
    await mira.keyboard.press("e");
    await mira.getByLabel("Title", { exact: true }).fill("Preview all reminders");
    await mira.keyboard.press("Enter");
    await expect(ines.getByRole("main").getByRole("link", { name: "Preview all reminders" })).toBeVisible();
    await expect(mira.locator("#toasts")).toContainText("INV-3 was edited.");
    await mira.keyboard.press("Control+z");
    await expect(ines.getByRole("main").getByRole("link", { name: "Preview the whole sequence" })).toBeVisible();
    await expect(heading(mira, "Preview the whole sequence")).toBeVisible();
  });
}
