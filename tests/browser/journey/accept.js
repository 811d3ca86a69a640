// The owner judges what the team calls done, closes the sprint, and says when a feature is complete.
import { expect, test } from "../world.js";
import { card, cards, move } from "./build.js";
import { titles } from "./windows.js";

const waiting = (page) => page.locator(".inbox-list .mail");

export async function accept(cast) {
  await judge(cast);
  await bar(cast);
  await close(cast);
}

async function judge({ at, mira, tess }) {
  await test.step("without a verdict nothing is accepted; it is sent back with a reason", async () => {
    await tess.goto(at("INV/board"));
    await mira.goto(at("INV/acceptance?open=7"));
    await expect(waiting(mira)).toHaveCount(3);
    await expect(mira.getByText("2 criteria have no verdict yet.")).toBeVisible();
    await expect(mira.getByRole("button", { name: "Accept", exact: true })).toBeDisabled();
    await mira.keyboard.press("b");
    await mira.getByLabel("What is missing").fill("Austria names the fee");
    await mira.getByRole("dialog").getByRole("button", { name: "Send back" }).click();
    await expect(waiting(mira)).toHaveCount(2);
    await expect(cards(tess, "Doing")).toHaveText(["INV-7"]);
    await card(tess, "INV-7").locator(".card-link").click();
    await expect(tess.getByText("sent it back: Austria names the fee")).toBeVisible();
  });

  await test.step("it comes back; one key says all is met, another accepts it", async () => {
    await tess.goto(at("INV/board"));
    await move(tess, "INV-7", "In review", "To accept");
    await expect(waiting(mira)).toHaveCount(3);
    await waiting(mira).filter({ hasText: "Three tones to choose from" }).click();
    await expect(mira.getByText("2 criteria have no verdict yet.")).toBeVisible();
    await mira.keyboard.press("y");
    await expect(mira.getByText("Every criterion is met.")).toBeVisible();
    await mira.keyboard.press("a");
    await expect(waiting(mira)).toHaveCount(2);
    await expect(cards(tess, "Accepted")).toHaveText(["INV-7"]);
  });
}

async function bar({ at, mira, tess }) {
  await test.step("a story without criteria is accepted with one sentence", async () => {
    await waiting(mira).filter({ hasText: "A standard tone" }).click();
    await expect(mira.getByText("It has no criteria. Accepting asks for one sentence.")).toBeVisible();
    await mira.keyboard.press("a");
    await mira.getByLabel("Why, in one sentence").fill("Seen on the test firm");
    await mira.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
    await expect(waiting(mira)).toHaveCount(1);
  });

  await test.step("what is not met is accepted only with a reason, which stays on the record", async () => {
    await expect(mira.getByRole("heading", { name: "Choose a tone for each customer" })).toBeVisible();
    await mira.getByLabel("What was seen of criterion 1").fill("The third one names a fee. Invoice 2041.");
    await mira.getByRole("button", { name: "Criterion 1: not met" }).click();
    await expect(mira.getByText("One criterion is not met. Accepting asks for a note that says why.")).toBeVisible();
    await mira.keyboard.press("a");
    const dialog = mira.getByRole("dialog", { name: "Accept all the same" });
    await dialog.getByRole("button", { name: "Accept" }).click();
    await expect(dialog).toBeVisible();
    await dialog.getByLabel("Why, although not all is met").fill("The fee goes in the next release");
    await dialog.getByRole("button", { name: "Accept" }).click();
    await expect(mira.getByRole("heading", { name: "Nothing waits to be accepted" })).toBeVisible();
    await tess.goto(at("items/INV-2"));
    await expect(tess.getByText("accepted it: The fee goes in the next release")).toBeVisible();
    await expect(tess.getByText("The third one names a fee. Invoice 2041.")).toBeVisible();
  });
}

async function close({ at, mira, ines }) {
  await test.step("the sprint is closed, and what is unfinished goes where the owner says", async () => {
    await ines.goto(at("INV/backlog"));
    await mira.goto(at("INV/sprints/1"));
    await expect(mira.locator(".figures").first()).toContainText("7 of 12 points planned");
    await mira.getByRole("button", { name: "Close sprint" }).click();
    const dialog = mira.getByRole("dialog", { name: "Close sprint 1" });
    await expect(dialog.getByRole("heading", { name: "3 unfinished stories, 5 points" })).toBeVisible();
    await dialog.getByLabel("Partly").check();
    await dialog.getByLabel("Why").fill("No preview yet");
    await dialog.getByLabel("INV-9 goes to").selectOption({ label: "Backlog, on top" });
    await dialog.getByRole("button", { name: "Close sprint" }).click();
    await expect(mira.getByText("No preview yet")).toBeVisible();
    await expect(mira.locator(".figures").first()).toContainText("7 of 12 points planned");
    await expect.poll(async () => (await titles(ines))[0]).toBe("See a reminder in each tone");
  });

  await test.step("the feature is complete with one story left out on purpose", async () => {
    await ines.goto(at("items/INV-6"));
    await mira.goto(at("items/INV-6"));
    await expect(mira.locator(".facts")).toContainText("Accepted 2 of 3");
    await mira.getByLabel("Why stories are left out").fill("Two tones are enough for now");
    await mira.getByRole("button", { name: "Declare complete" }).click();
    await expect(ines.locator(".facts")).toContainText("declared complete");
    await expect(ines.locator(".log")).toContainText("Two tones are enough for now");
  });
}
