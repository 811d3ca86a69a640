// What is accepted reaches customers: the note, the portal, the mails after five minutes, the question after two weeks.
import { cleanInBothThemes } from "../accessible.js";
import { expect, test } from "../world.js";
import { addStory, mailsTo, openWindow } from "./windows.js";

const HOLD = 5 * 60;
const DAY = 24 * 60 * 60;
const [NORA, EVA] = ["nora@pellworth.example", "eva@morrowfield.example"];

export async function release(cast) {
  await draft(cast);
  await publish(cast);
  await tell(cast);
  await ask(cast);
  await conclude(cast);
  await wish(cast);
}

async function draft({ at, mira, ines }) {
  await test.step("a release is filled, and its note drafted and edited", async () => {
    await ines.goto(at("INV/releases"));
    await mira.goto(at("INV/releases"));
    await mira.keyboard.press("c");
    await mira.getByLabel("Version").fill("4.8");
    await mira.getByLabel("Name").fill("Gentle reminders");
    await mira.getByRole("button", { name: "Plan the release" }).click();
    await expect(mira.getByRole("heading", { name: "4.8 Gentle reminders" })).toBeVisible();
    await expect(ines.getByRole("main").getByRole("link", { name: "4.8 Gentle reminders" })).toBeVisible();
    await mira.keyboard.press("s");
    const dialog = mira.getByRole("dialog", { name: "Stories for 4.8" });
    for (const title of ["Three tones to choose from", "A standard tone"]) await dialog.getByLabel(title).check();
    await dialog.getByRole("button", { name: "Put them in" }).click();
    await expect(mira.locator(".facts")).toContainText("2 of 2");
    await expect(mira.getByText("2 contacts asked, 1 may be told")).toBeVisible();
    await mira.getByRole("button", { name: "Draft it from the stories" }).click();
    await expect(mira.getByLabel("What we tell them")).toHaveValue(/- Three tones to choose from/);
    await mira.getByLabel("What we tell them").fill("You can now set **how firmly** we write.\n\n- A standard tone");
    await mira.getByRole("button", { name: "Save the note" }).click();
    await expect(mira.locator(".note-paper strong")).toHaveText("how firmly");
  });
}

async function publish({ server, at, browser, errors, mira, ines }) {
  await test.step("the manager opens the portal, the owner releases, and anybody reads it", async () => {
    await ines.getByRole("button", { name: "Open the portal" }).click();
    await expect(ines.getByRole("button", { name: "Close the portal" })).toBeVisible();
    await mira.getByRole("button", { name: "Release to everyone" }).click();
    await expect(mira.locator(".facts")).toContainText("Everyone");
    await expect(ines.locator("#row-13, .row", { hasText: "4.8 Gentle reminders" })).toContainText("everyone", { ignoreCase: true });
    const visitor = await openWindow(browser, errors);
    await visitor.goto(`${server.url}/larkbill/portal/INV`);
    await expect(visitor.locator(".article strong", { hasText: "how firmly" })).toBeVisible();
    await expect(visitor.getByText("2 of you asked for this. Thank you.")).toBeVisible();
    await visitor.context().close();
    await mira.goto(at("INV/releases"));
  });
}

async function tell({ server, mira }) {
  await test.step("after five minutes those who may be written to are told; the others are counted", async () => {
    await mira.getByRole("main").getByRole("link", { name: "4.8 Gentle reminders" }).click();
    await expect(mira.getByRole("button", { name: "Take it back" })).toBeVisible();
    expect(mailsTo(server, NORA)).toEqual([]);
    await server.restart(HOLD + 60);
    await expect.poll(() => mailsTo(server, NORA).length, { timeout: 20_000 }).toBe(1);
    expect(mailsTo(server, NORA)[0].text).toContain("the same stern words");
    await mira.reload();
    await expect(mira.getByText("mail, 1 sent")).toBeVisible();
    await expect(mira.getByRole("row", { name: /^1 not told may not be contacted/ })).toBeVisible();
    await expect(mira.getByRole("button", { name: "Take it back" })).toHaveCount(0);
  });
}

async function ask({ server, at, browser, errors, ines }) {
  await test.step("two weeks later they are asked; one answers, and it arrives in the inbox", async () => {
    await server.restart(15 * DAY);
    await expect.poll(() => mailsTo(server, NORA).length, { timeout: 20_000 }).toBe(2);
    const question = mailsTo(server, NORA).at(-1);
    expect(question.text).toContain("Did it help?");
    expect(mailsTo(server, EVA)).toEqual([]);
    await ines.goto(at("INV/inbox?state=new"));
    await expect(ines.getByRole("heading", { name: "Nothing to read" })).toBeVisible();
    const visitor = await openWindow(browser, errors);
    await visitor.goto(server.url + question.link);
    await expect(visitor.getByText("the same stern words")).toBeVisible();
    await visitor.getByLabel("Partly").check();
    await visitor.getByLabel(/What is missing/).fill("The third reminder still sounds like a lawyer.");
    await visitor.getByRole("button", { name: "Send answer" }).click();
    await expect(visitor.getByText("Thank you. It went to those who make it.")).toBeVisible();
    await visitor.context().close();
    await expect(ines.locator(".letter")).toContainText("The third reminder still sounds like a lawyer.");
    await ines.getByRole("complementary", { name: "Customer" }).getByRole("link", { name: "A tone for each customer" }).click();
    await expect(ines.getByRole("heading", { name: "A tone for each customer" })).toBeVisible();
  });
}

async function conclude({ at, mira, ines }) {
  await test.step("the manager concludes, and leaves the need open", async () => {
    await mira.goto(at("items/INV-6"));
    await ines.goto(at("INV/outcomes"));
    await expect(ines.locator(".mail", { hasText: "A tone for each customer" })).toContainText("not concluded");
    await expect(ines.getByText("1 of 1 answered")).toBeVisible();
    await ines.getByLabel("It", { exact: true }).selectOption("partly");
    await ines.getByLabel("From what you conclude it").fill("The words of the third reminder are the lawyer’s");
    await ines.getByRole("button", { name: "Conclude" }).click();
    await expect(ines.getByRole("heading", { name: "Concluded" })).toBeVisible();
    await expect(mira.locator(".facts")).toContainText("The words of the third reminder are the lawyer’s");
    const need = ines.getByLabel("State of Chase late payers without souring things");
    await need.selectOption({ label: "satisfied" });
    await expect(ines.locator("#toasts")).toContainText("INV-1");
    await ines.keyboard.press("Control+z");
    await expect(need).not.toHaveValue("satisfied");
  });
}

async function wish({ server, at, browser, errors, ines, mira }) {
  await test.step("a small story is built and accepted two weeks after the others", async () => {
    await mira.goto(at("INV/backlog"));
    await addStory(mira, "Say thanks when the money is there");
    await mira.getByRole("main").getByRole("link", { name: "Say thanks when the money is there" }).click();
    await mira.getByRole("button", { name: "Done, to accept" }).click();
    await mira.getByRole("button", { name: "Accept A" }).click();
    await mira.getByLabel("Why, in one sentence").fill("Seen on the test firm");
    await mira.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
    await expect(mira.locator(".props").first()).toContainText("Accepted");
  });

  await test.step("what more of it would be to customers is asked, answered and told", async () => {
    await ines.goto(at("items/INV-6"));
    await ines.locator("#ask-kano summary").click();
    await ines.getByLabel("How customers call it").fill("Reminders that wait for the holidays");
    await ines.getByLabel("Offer it on the portal as well").check();
    await ines.getByRole("button", { name: "Start the survey" }).click();
    await expect(ines.locator("#kano")).toContainText("Reminders that wait for the holidays");
    await server.restart(15 * DAY + 2 * HOLD);
    await expect.poll(() => mailsTo(server, NORA).length, { timeout: 20_000 }).toBe(3);
    const visitor = await openWindow(browser, errors);
    await visitor.goto(server.url + mailsTo(server, NORA).at(-1).link);
    await expect(visitor.getByRole("heading", { name: "Reminders that wait for the holidays" })).toBeVisible();
    await visitor.locator("#with_it").getByLabel("I would like that").check();
    await visitor.locator("#without_it").getByLabel("I could live with that").check();
    await cleanInBothThemes(visitor, "the survey");
    await visitor.getByRole("button", { name: "Send answer" }).click();
    await expect(visitor.getByRole("status").first()).toContainText("Your answer is counted.");
    await visitor.goto(`${server.url}/larkbill/portal/INV`);
    await visitor.locator("#surveys").getByLabel("Your email").fill("somebody@elsewhere.example");
    await visitor.getByRole("button", { name: "Send me the questions" }).click();
    await expect(visitor.locator("#asked")).toContainText("If we know this address");
    await visitor.context().close();
    await ines.goto(at("items/INV-6"));
    await expect(ines.locator(".kano-category")).toContainText("Attractive");
    await expect(ines.locator(".kano-table")).toBeVisible();
  });

  await test.step("what was forecast stands beside what happened", async () => {
    // The courier puts it down on a round of its own, which is no change that a page would follow.
    await expect
      .poll(async () => {
        await mira.goto(at("INV/calibration"));
        return mira.getByRole("img", { name: "Forecast and accepted, week by week" }).count();
      }, { timeout: 30_000 })
      .toBe(1);
    await expect(mira.locator("#sort-1")).toContainText("Stories in four weeks");
    await mira.getByText("The numbers, week by week").click();
    await expect(mira.locator("#pace-table tbody tr").first()).toBeVisible();
  });
}
