// What customers said comes in and becomes a need; the backlog gets its first stories and their order.
import { expect, test } from "../world.js";
import { addCriterion, addStory, invite, join, markWords, titles } from "./windows.js";

const CUSTOMERS = `customer,tags,revenue,currency,seats,contact,email,may_contact,may_contact_source,reference
Pellworth Fabrication,large,28400,EUR,40,Nora Pell,nora@pellworth.example,yes,contract,5
Morrowfield Farm Supply,small,33500,EUR,12,Eva Field,eva@morrowfield.example,no,,9
`;
const FEEDBACK = `id,user_id,body,tags,created_at
1,5,"The third one went to our biggest client in the same stern words, and I had to ring them.","reminders, tone",2026-11-18
2,9,"Half of our buyers pay after harvest. Sixty days is normal, not late.",reminders,2026-11-16
`;
const TITLES = ["Choose a tone for each customer", "Preview the whole sequence", "Mute one invoice"];

export async function hear(cast) {
  const { server, at, mira, ines } = cast;
  await mira.goto(server.url);
  await mira.getByLabel("Workspace", { exact: true }).fill("Larkbill");
  await mira.getByLabel("Short name of the workspace").fill("lark");
  await mira.getByLabel("First product").fill("Invoicing");
  await mira.getByLabel("Short name of the product").fill("inv");
  await mira.getByLabel("Your name").fill("Mira");
  await mira.getByLabel("Email").fill("mira@larkbill.example");
  await mira.getByLabel("Password").fill("tall trees sway");
  await mira.getByRole("button", { name: "Make workspace" }).click();
  await expect(mira.getByRole("heading", { name: "Today" })).toBeVisible();

  await invite(cast, "Ines", "Manager");
  await join(cast, ines, "Ines");

  await test.step("files come in from the command line and open pages show it", async () => {
    await ines.goto(at("INV/inbox?state=new"));
    await expect(ines.getByRole("heading", { name: "Nothing to read" })).toBeVisible();
    server.run("import", "customers", server.file("customers.csv", CUSTOMERS), "--workspace", "larkbill");
    server.run("import", "feedback", server.file("feedback.csv", FEEDBACK), "--workspace", "larkbill", "--product", "INV");
    await expect(ines.getByRole("heading", { name: "Pellworth Fabrication" })).toBeVisible();
  });

  await test.step("the manager selects a passage and makes a need of it", async () => {
    await markWords(ines, "the same stern words");
    await ines.getByLabel("What the new need is called").fill("Chase late payers without souring things");
    await ines.getByRole("button", { name: "Link", exact: true }).click();
    await expect(ines.locator("mark.linked")).toHaveText("the same stern words");
    await ines.getByRole("main").getByRole("link", { name: "Chase late payers without souring things" }).click();
    await expect(ines.locator(".facts")).toContainText("1 customer");
    await expect(ines.locator(".facts")).toContainText("€28.4k a year, each counted once");
  });

  await test.step("who may ask for it as well is found by words, linked with one key, and taken back", async () => {
    await ines.getByRole("link", { name: "Who may ask for it as well" }).click();
    await expect(ines.getByText("Nothing else was said in the words of the need")).toBeVisible();
    await ines.getByRole("searchbox", { name: "Words that a customer would use" }).fill("when harvest is over they pay");
    await ines.keyboard.press("Enter");
    const passage = ines.locator(".asking blockquote");
    await expect(passage).toHaveText("Half of our buyers pay after harvest.");
    await ines.keyboard.press("l");
    await expect(ines.locator("#toasts")).toContainText("The passage leads to INV-1 now.");
    await expect(passage).toHaveCount(0);
    await ines.keyboard.press("Control+z");
    await expect(passage).toHaveText("Half of our buyers pay after harvest.");
  });

  await test.step("the likely need is taken with one key, and taken back with another", async () => {
    await ines.goto(at("INV/inbox"));
    await ines.locator(".mail", { hasText: "Half of our buyers" }).click();
    await expect(ines.getByRole("heading", { name: "Morrowfield Farm Supply" })).toBeVisible();
    await expect(ines.locator(".likely")).toContainText("Chase late payers without souring things");
    await ines.keyboard.press("t");
    await expect(ines.locator("#toasts")).toContainText("The passage leads to INV-1 now.");
    await expect(ines.locator("mark.linked")).toHaveText("Half of our buyers pay after harvest. Sixty days is normal, not late.");
    await ines.keyboard.press("Control+z");
    await expect(ines.locator("mark.linked")).toHaveCount(0);
  });

  await test.step("two that were said are one in the inbox, the old link leads there, and it comes back", async () => {
    await ines.goto(at("INV/inbox"));
    await ines.locator(".mail", { hasText: "Half of our buyers" }).click();
    await expect(ines.getByRole("heading", { name: "Morrowfield Farm Supply" })).toBeVisible();
    const key = (await ines.locator(".letter header .meta").innerText()).split(" ")[0];
    await ines.keyboard.press("m");
    const dialog = ines.getByRole("dialog", { name: `Merge ${key} into another` });
    await dialog.getByRole("searchbox").fill("stern");
    await dialog.getByRole("button", { name: "Find" }).click();
    await dialog.getByRole("link", { name: /stern words/ }).click();
    await expect(dialog).toContainText(`${key} goes into`);
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(ines.locator(".said-too")).toContainText(`merged: ${key}`);
    await mira.goto(at(`items/${key}`));
    await expect(mira.getByRole("heading", { name: "Pellworth Fabrication" })).toBeVisible();
    await expect(mira.locator(".said-too")).toContainText("Half of our buyers");
    await ines.keyboard.press("Control+z");
    await expect(ines.locator(".said-too")).toHaveCount(0);
    await expect(mira.locator(".said-too")).toHaveCount(0);
  });

  await test.step("the owner writes stories; the manager's window follows", async () => {
    await ines.goto(at("INV/backlog"));
    await mira.goto(at("INV/backlog"));
    for (const title of TITLES) await addStory(mira, title);
    await expect.poll(() => titles(ines)).toEqual(TITLES);
  });

  await test.step("she drags one to the top, moves one by key, and takes it back", async () => {
    const [first, , third] = await mira.locator(".row[data-id]").all();
    await third.hover({ position: { x: 300, y: 10 } });
    const [from, to] = [await third.boundingBox(), await first.boundingBox()];
    await mira.mouse.down();
    await mira.mouse.move(from.x + 300, from.y - 10, { steps: 4 });
    await mira.mouse.move(to.x + 300, to.y + 2, { steps: 8 });
    await mira.mouse.up();
    const dragged = [TITLES[2], TITLES[0], TITLES[1]];
    await expect.poll(() => titles(mira)).toEqual(dragged);
    await expect.poll(() => titles(ines)).toEqual(dragged);
    await mira.locator(".row", { hasText: TITLES[1] }).getByRole("link").focus();
    await mira.keyboard.press("Shift+ArrowUp");
    await expect.poll(() => titles(ines)).toEqual([TITLES[2], TITLES[1], TITLES[0]]);
    await expect(mira.locator("#toasts")).toContainText("INV-3 moved below INV-4.");
    await mira.keyboard.press("Control+z");
    await expect.poll(() => titles(ines)).toEqual(dragged);
  });

  await test.step("a refused form keeps what was typed", async () => {
    await mira.keyboard.press("c");
    await mira.getByLabel("Title").fill("x");
    await mira.getByLabel("I want").fill("a long thought");
    await mira.getByLabel("Size").fill("many");
    await mira.getByRole("button", { name: "Add story" }).click();
    await expect(mira.getByText("Use a number of points from 0 to 1,000")).toBeVisible();
    await expect(mira.getByLabel("I want")).toHaveValue("a long thought");
    await mira.keyboard.press("Escape");
  });

  await test.step("a story gets a criterion and its history says who wrote it", async () => {
    await mira.goto(at("items/INV-2"));
    await addCriterion(mira, { Given: "a customer set to Gentle", When: "every reminder is sent", Then: "none of them mentions fees" });
    await expect(mira.getByText("Mira added the story")).toBeVisible();
  });

  await test.step("a hint asks about a word, and is put aside", async () => {
    await mira.locator("inline-edit", { has: mira.locator("#edit-want") }).locator(".shown").click();
    await mira.locator("#edit-want").fill("to choose a tone quickly");
    await mira.keyboard.press("Enter");
    const hints = mira.locator("#hints-sentence");
    await hints.locator("summary").click();
    const asked = hints.getByRole("listitem").filter({ hasText: "How would one know?" });
    await expect(asked.locator("mark")).toHaveText("quickly");
    await asked.getByRole("button", { name: "Put aside: quickly" }).click();
    await expect(asked).toContainText("Put aside.");
    await expect(mira.locator("#toasts")).toContainText("A hint on INV-2 was put aside.");
  });

  await test.step("the palette finds it by a word", async () => {
    await mira.keyboard.press("Control+k");
    await mira.getByLabel("Find or run a command").fill("mute");
    await mira.locator("#palette").getByRole("option", { name: /Mute one invoice/ }).click();
    await expect(mira.getByRole("heading", { name: "Mute one invoice" })).toBeVisible();
  });
}
