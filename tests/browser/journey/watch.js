// A stakeholder: joins, records what a customer said, proposes, comments and follows, reads what was written for her, and may change no more.
import { expect, test } from "../world.js";
import { invite, join } from "./windows.js";

export async function watch(cast) {
  const { at, mira, ines, lena } = cast;
  await invite(cast, "Lena", "Stakeholder");
  await join(cast, lena, "Lena");

  await test.step("what a customer said on the telephone is written down for them", async () => {
    await ines.goto(at("INV/inbox?state=new"));
    await lena.goto(at("INV/roadmap"));
    await lena.keyboard.press("+");
    const dialog = lena.getByRole("dialog", { name: "What a customer said" });
    await dialog.getByLabel("In their own words").fill("Our auditor wants two people to sign a refund.");
    await dialog.getByRole("button", { name: "Put it into the inbox" }).click();
    await expect(lena.locator("#toasts")).toContainText("What they said is in the inbox.");
    await expect(ines.locator(".letter")).toContainText("Our auditor wants two people to sign a refund.");
  });

  await test.step("she proposes a story, which waits for the owner", async () => {
    await mira.goto(at("INV/today"));
    await lena.goto(at("INV/backlog"));
    await expect(lena.locator("rank-list")).not.toHaveAttribute("move-url", /.*/);
    await lena.keyboard.press("c");
    const dialog = lena.getByRole("dialog", { name: "New story" });
    await dialog.getByLabel("Title").fill("Two people approve a refund");
    await dialog.getByRole("button", { name: "Add story" }).click();
    await expect(lena.locator(".row", { hasText: "Two people approve a refund" })).toContainText("Proposed");
    await expect(mira.locator("#main")).toContainText("Two people approve a refund");
    await expect(mira.locator("#main")).toContainText("Lena proposes it.");
  });

  await test.step("she comments, follows, and hears of the answer", async () => {
    await lena.getByRole("main").getByRole("link", { name: "Two people approve a refund" }).click();
    await lena.getByPlaceholder("Write a comment, or @ to name someone").fill("From January, their auditor says.");
    await lena.getByRole("button", { name: "Comment" }).click();
    const talk = lena.locator("#talk .talk > li");
    await expect(talk).toHaveCount(1);
    const place = lena.url();
    await mira.goto(place);
    await mira.getByPlaceholder("Write a comment, or @ to name someone").fill("Then it is an obligation.");
    await mira.getByRole("button", { name: "Comment" }).click();
    await expect(talk).toHaveCount(2);
    await lena.goto(at("notifications"));
    await expect(lena.locator(".rows.told .row", { hasText: "Two people approve a refund" })).toContainText("Then it is an obligation.");
  });

  await test.step("she reads the roadmap, the decisions and the updates, and changes none of them", async () => {
    for (const [place, name] of [["INV/roadmap", "Roadmap"], ["INV/decisions", "Decisions"], ["INV/updates", "Updates"], ["INV/line", "The line"]]) {
      await lena.goto(at(place));
      await expect(lena.getByRole("heading", { level: 1 })).toContainText(name);
    }
    await lena.goto(at("items/INV-6"));
    await expect(lena.getByRole("heading", { name: "A tone for each customer" })).toBeVisible();
    for (const name of ["Offer", "Take it", "Send back"]) await expect(lena.getByRole("button", { name, exact: true })).toHaveCount(0);
  });

  await test.step("she sees how far it came", async () => {
    await lena.goto(at("recorded"));
    await expect(lena.locator(".recorded li")).toContainText("It waits in the inbox.");
    await ines.getByRole("button", { name: "Put aside" }).click();
    await expect(lena.locator(".recorded li")).toContainText("It was read and put aside.");
  });
}
