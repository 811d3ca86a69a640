// Vision, goal, feature and roadmap; the manager and the owner come to an agreement, each in her own window.
import { expect, test } from "../world.js";
import { write } from "./windows.js";

export async function agree({ at, mira, ines }) {
  await test.step("the manager writes the vision and a goal that is measured", async () => {
    await ines.goto(at("INV/vision"));
    await ines.getByRole("button", { name: "Empty" }).first().click();
    await ines.getByLabel("The vision in one sentence").fill("Every firm is paid on the day it expects");
    await ines.keyboard.press("Enter");
    await expect(ines.locator(".statement")).toContainText("Every firm is paid on the day it expects");
    await ines.getByRole("button", { name: "Goal", exact: true }).click();
    await ines.getByLabel("What the firm wants to reach").fill("Invoices are paid on time");
    await ines.getByRole("button", { name: "Add goal" }).click();
    await ines.getByRole("main").getByRole("link", { name: "Invoices are paid on time" }).click();
    for (const [title, from, to] of [["Days late", "9", "4"], ["Paid by the due date", "62", "80"]]) {
      await ines.getByRole("button", { name: "Key result", exact: true }).click();
      await ines.getByLabel("What is measured").fill(title);
      await ines.getByLabel("Where it stands").fill(from);
      await ines.getByLabel("The aim").fill(to);
      await ines.getByRole("button", { name: "Add key result" }).click();
      await expect(ines.locator(".kr", { hasText: title })).toBeVisible();
    }
    await ines.getByLabel("Value now").first().fill("6.2");
    await ines.getByLabel("How sure, 1 to 10").first().fill("8");
    await ines.getByRole("button", { name: "Check in" }).first().click();
    await expect(ines.getByText("Ines 8 of 10")).toBeVisible();
  });

  await test.step("a signal of the market says why the need is now", async () => {
    await ines.goto(at("INV/market"));
    await ines.keyboard.press("c");
    const dialog = ines.getByRole("dialog", { name: "New trend" });
    await dialog.getByLabel("What is changing").fill("Reminders are judged by their tone");
    await dialog.getByLabel("What it means for us").fill("Three tones do no harm.");
    await dialog.getByRole("button", { name: "Add trend" }).click();
    await expect(ines.locator(".signals")).toContainText("Not reviewed yet.");
    await ines.getByRole("button", { name: "Explains it" }).click();
    await ines.getByRole("button", { name: "Reviewed" }).click();
    await expect(ines.locator(".signals")).not.toContainText("Not reviewed yet.");
    await ines.goto(at("items/INV-1"));
    await expect(ines.getByRole("main")).toContainText("Three tones do no harm.");
  });

  await test.step("from the need she makes a feature, fills it, scores it and places it", async () => {
    await ines.goto(at("items/INV-1"));
    await ines.getByRole("button", { name: "Serves it" }).click();
    await ines.getByRole("button", { name: "Feature", exact: true }).click();
    await ines.getByLabel("Our answer, in a few words").fill("A tone for each customer");
    await ines.getByRole("button", { name: "Add feature" }).click();
    await expect(ines.getByRole("heading", { name: "A tone for each customer" })).toBeVisible();
    await expect(ines.locator(".fields")).toContainText("Chase late payers without souring things");
    await write(ines, "In scope", "Two tones.");
    await expect(ines.getByLabel("Reach")).toHaveValue("1");
    await ines.getByLabel("Impact").fill("2");
    await ines.getByLabel("Confidence").fill("80");
    await ines.getByLabel("Effort").fill("0.5");
    await ines.getByRole("button", { name: "Score it" }).click();
    await expect(ines.getByText("3.2:")).toBeVisible();
    await ines.getByLabel("Horizon").selectOption("now");
    await expect(ines.getByText("INV-6 is planned for: now.")).toBeVisible();
    await ines.getByLabel("From").fill("2026-12-01");
    await ines.getByLabel("To", { exact: true }).fill("2027-01-31");
    await ines.getByRole("button", { name: "Plan it" }).click();
    await expect(ines.getByText("December 2026 to January 2027")).toBeVisible();
  });

  await test.step("a formula of their own asks for other terms, and RICE is back when it is emptied", async () => {
    await ines.getByRole("link", { name: "All scores" }).click();
    await expect(ines.getByRole("table")).toContainText("A tone for each customer");
    await ines.getByLabel("Name", { exact: true }).fill("savings");
    await ines.getByRole("button", { name: "Add input" }).click();
    await ines.getByLabel("Formula").fill("savings / days");
    await ines.getByRole("button", { name: "Score by it" }).click();
    await expect(ines.getByText("“days” is no input; there is savings.")).toBeVisible();
    await ines.getByLabel("Formula").fill("savings * 2");
    await ines.getByRole("button", { name: "Score by it" }).click();
    await expect(ines.getByText("For example savings 10: 20.0")).toBeVisible();
    await ines.goto(at("items/INV-6"));
    await ines.getByLabel("Savings").fill("21");
    await ines.getByRole("button", { name: "Score it" }).click();
    await expect(ines.getByText("42.0:")).toBeVisible();
    await ines.goto(at("INV/scores"));
    await ines.getByLabel("Formula").fill("");
    await ines.getByRole("button", { name: "Score by it" }).click();
    await expect(ines.getByText("RICE, unless this product has a formula of its own.")).toBeVisible();
    await ines.goto(at("items/INV-6"));
    await expect(ines.getByText("3.2:")).toBeVisible();
  });

  await test.step("she offers it; the owner asks, sends it back, and takes it when it comes again", async () => {
    await mira.goto(at("INV/today"));
    await ines.getByRole("link", { name: "Agreement" }).click();
    await ines.getByRole("button", { name: "Offer it" }).click();
    await mira.getByRole("link", { name: "Read and take: A tone for each customer" }).click();
    await mira.getByLabel("Ask in the thread").fill("Does the ledger change?");
    await mira.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(ines.getByText("Does the ledger change?")).toBeVisible();
    await mira.getByLabel("Why not like this").fill("Two are too few");
    await mira.getByRole("button", { name: "Send back" }).click();
    await expect(ines.getByText("Being shaped: Two are too few")).toBeVisible();
    await ines.goto(at("items/INV-6"));
    await write(ines, "In scope", "Three tones.");
    await ines.getByRole("link", { name: "Agreement" }).click();
    await ines.getByRole("button", { name: "Offer it" }).click();
    await mira.getByRole("button", { name: "Take it" }).click();
    await expect(mira.getByText("INV-6 is taken. Write stories under it.")).toBeVisible();
  });

  await test.step("she writes stories under it, and sees what changed since she took it", async () => {
    await mira.goto(at("items/INV-6"));
    for (const title of ["Three tones to choose from", "A standard tone", "See a reminder in each tone"]) {
      await mira.getByRole("button", { name: "Story", exact: true }).click();
      await mira.getByRole("dialog").getByLabel("Title").fill(title);
      await mira.getByRole("button", { name: "Add story" }).click();
      await expect(mira.getByRole("main").getByRole("link", { name: title })).toBeVisible();
    }
    await ines.goto(at("items/INV-6"));
    await expect(ines.locator(".facts")).toContainText("Accepted 0 of 3");
    await write(ines, "In scope", "Four tones.");
    await expect(mira.getByText("One field changed since it was taken.")).toBeVisible();
    await mira.getByRole("link", { name: "See the change" }).click();
    await expect(mira.locator(".oldnew")).toContainText("Three tones.");
    await expect(mira.locator(".oldnew")).toContainText("Four tones.");
    await mira.getByRole("button", { name: "Take the change" }).click();
    await expect(mira.locator(".oldnew")).toHaveCount(0);
  });

  await test.step("on the line every step is one click, both ways", async () => {
    await mira.goto(at("INV/line?item=INV-7"));
    const sentence = mira.locator(".sentence");
    await expect(sentence).toContainText("Three tones to choose from. It is part of A tone for each customer, which answers Chase late payers without souring things and serves Invoices are paid on time, towards Every firm is paid on the day it expects.");
    await expect(mira.getByText("the same stern words")).toBeVisible();
    await mira.locator(".knot.on", { hasText: "A tone for each customer" }).click();
    await expect(sentence).toContainText("It is built by");
  });
}
