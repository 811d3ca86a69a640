// What if: the manager tries another pace in a scenario, and the owner sees what follows as it is tried.
import { expect, test } from "../world.js";

export async function imagine({ ines, mira, at }) {
  await test.step("the manager begins a scenario from the roadmap in time", async () => {
    await ines.goto(at("INV/roadmap?view=time"));
    await ines.getByRole("link", { name: "What if" }).click();
    await ines.getByRole("button", { name: "Scenario" }).click();
    await ines.getByLabel("What if …").fill("Twice as many people");
    await ines.getByRole("button", { name: "Begin it" }).click();
    await expect(ines.getByRole("heading", { name: "Twice as many people", level: 1 })).toBeVisible();
    await expect(ines.locator("#otherwise")).toBeEmpty();
  });
  await test.step("the owner looks on while it is tried", async () => {
    await mira.goto(at("INV/roadmap/scenarios/1"));
    await expect(mira.locator("#settle")).toContainText("Nothing is otherwise yet.");
    await ines.getByLabel("Percent of today’s pace").fill("200");
    await ines.locator("#capacity").getByRole("button", { name: "Try it" }).click();
    await expect(ines.locator("#otherwise")).toContainText("200 % of today’s pace from now on");
    await expect(mira.locator("#otherwise")).toContainText("200 % of today’s pace from now on");
    await expect(mira.locator("#settle")).toContainText("Ask the manager to offer it.");
  });
}
