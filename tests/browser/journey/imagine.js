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
  await test.step("a second one is offered and taken over, and stands among the decisions", async () => {
    await begin(ines, at, "A little faster");
    await ines.getByLabel("Percent of today’s pace").fill("120");
    await ines.locator("#capacity").getByRole("button", { name: "Try it" }).click();
    await ines.getByRole("button", { name: "Offer it to the owner" }).click();
    await mira.goto(at("INV/roadmap/scenarios/2"));
    await mira.locator("#take").getByLabel("Why").fill("Two more people begin on Monday");
    await mira.getByRole("button", { name: "Take it over" }).click();
    await mira.goto(at("INV/decisions"));
    await expect(mira.getByRole("main")).toContainText("A little faster");
  });
  await test.step("a third one is dropped, with the reason", async () => {
    await begin(ines, at, "Nothing but reports");
    await ines.locator("#drop-it summary").click();
    await ines.getByLabel("Why not").fill("Nobody asked for them");
    await ines.locator("#drop").getByRole("button", { name: "Drop it" }).click();
    await ines.goto(at("INV/roadmap/scenarios/3"));
    await expect(ines.getByRole("main")).toContainText("Nobody asked for them");
    await expect(ines.locator("#capacity")).toHaveCount(0);
  });
}

async function begin(page, at, name) {
  await page.goto(at("INV/roadmap/scenarios"));
  await page.getByRole("button", { name: "Scenario" }).click();
  await page.getByLabel("What if …").fill(name);
  await page.getByRole("button", { name: "Begin it" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}
