// Keeping everyone aligned: a decision is written down, an audience made, the roadmap and an update published, and read in public.
import { expect, test } from "../world.js";

export async function align({ at, ines }) {
  await test.step("a decision is written down by key, and stands where it matters", async () => {
    await ines.goto(at("INV/decisions"));
    await ines.keyboard.press("c");
    await ines.getByLabel("What is decided").fill("Who sets the tone?");
    await ines.getByLabel("What was chosen").fill("The seller");
    await ines.getByLabel("Reasons").fill("They know their customer.");
    await ines.getByLabel("About").fill("INV-6");
    await ines.getByRole("button", { name: "Write it down" }).click();
    await expect(ines.getByRole("complementary", { name: "Decision" })).toContainText("They know their customer.");
    await ines.goto(at("items/INV-6"));
    await expect(ines.locator("#decided")).toContainText("Who sets the tone?");
  });

  await test.step("an audience reads the roadmap as it is published to it", async () => {
    await ines.goto(at("INV/audiences"));
    await ines.keyboard.press("c");
    await ines.getByLabel("Name", { exact: true }).fill("Customers");
    await ines.getByLabel("Everybody belongs: it stands on the portal").check();
    await ines.getByRole("button", { name: "Add audience" }).click();
    await ines.getByRole("link", { name: "The roadmap as they see it" }).click();
    await ines.getByRole("button", { name: "Publish to Customers" }).click();
    await expect(ines.getByText("They read it as it stands.")).toBeVisible();
    await ines.goto(at("portal/INV/roadmap"));
    await expect(ines.getByRole("heading", { level: 1 })).toContainText("what comes");
  });

  await test.step("an update is drafted, written beside what they will read, and published", async () => {
    await ines.goto(at("INV/updates"));
    await ines.keyboard.press("c");
    await ines.getByRole("button", { name: "Draft it" }).click();
    await ines.getByLabel("What we tell them").fill("Reminders get a **tone**.");
    await ines.getByRole("button", { name: "Save the update" }).click();
    await expect(ines.locator(".shown-paper strong", { hasText: /^tone$/ })).toBeVisible();
    await ines.getByRole("button", { name: "Publish to Customers" }).click();
    await expect(ines.getByRole("button", { name: "Publish it again" })).toBeVisible();
    await ines.goto(at("portal/INV/updates"));
    await expect(ines.locator(".shown-part strong", { hasText: /^tone$/ })).toBeVisible();
  });
}
