// Sprints are planned side by side: stories are pinned and kept out by hand, by keys and by form, a plan is proposed and taken.
import { cleanInBothThemes, fits, WINDOWS } from "./accessible.js";
import { found, signIn } from "./firm.js";
import { engines, serve } from "./product.js";
import { expect, test } from "./world.js";

const column = (page, name) => page.getByRole("region", { name, exact: true });
const keys = (page, name) => column(page, name).locator(".card .key").allTextContents();
const card = (page, key) => page.locator(`.card[data-name="${key}"]`);

async function carry(page, key, name) {
  await card(page, key).scrollIntoViewIfNeeded();
  const from = await card(page, key).boundingBox();
  const to = await column(page, name).boundingBox();
  await page.mouse.move(from.x + 30, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 26, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  await page.mouse.up();
}

/** Gives a command as the pages' scripts do; the id of what it made. */
async function gives(page, command, fields) {
  const told = await page.evaluate(async ([url, body]) => {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(body), headers: { accept: "application/json" } });
    return { status: answer.status, ...(await answer.json()) };
  }, [`/larkbill/commands/${command}`, fields]);
  expect(told.status, JSON.stringify(told)).toBe(200);
  return told.done.id;
}

/** Two sprints of ten points for a team of one, and five stories of five. */
async function prepare(page, url) {
  await page.goto(`${url}/larkbill/INV/plan`);
  const product = await page.locator("input[name=product]").first().inputValue();
  const team = await gives(page, "add_team", { product, name: "Harbour" });
  for (const [starts_on, ends_on] of [["2030-01-07", "2030-01-18"], ["2030-01-21", "2030-02-01"]]) {
    await gives(page, "add_sprint", { product, team, starts_on, ends_on });
  }
  for (const title of ["Choose a tone", "Mute one invoice", "Pay in parts", "Pay by bank", "Pay by card"]) {
    await gives(page, "add_story", { product, title, points: "5" });
  }
  await page.goto(`${url}/larkbill/INV/plan`);
  await page.getByText("Add somebody").click();
  await page.getByLabel("Points in ten working days").fill("10");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.locator(".person")).toContainText("Mira");
}

/** Sizes that fill a sprint in many ways, none of them evenly. */
const SIZES = [3, 5, 8, 2, 13, 5, 3, 8, 5, 1, 7, 4, 6, 9, 11];

/** Six sprints of two teams and ninety more stories, as many as a plan is chosen from: nobody finds the best plan of all in a moment. */
async function lengthen(page, url) {
  await page.goto(`${url}/larkbill/INV/plan`);
  const [product, team] = [await page.locator("input[name=product]").first().inputValue(), await page.locator("#another-team").inputValue()];
  const later = [["2030-02-04", "2030-02-22"], ["2030-02-25", "2030-03-15"], ["2030-03-18", "2030-04-05"], ["2030-04-08", "2030-04-26"]];
  for (const [starts_on, ends_on] of later) await gives(page, "add_sprint", { product, team, starts_on, ends_on });
  const other = await gives(page, "add_team", { product, name: "Quay" });
  for (const [starts_on, ends_on] of [["2030-01-07", "2030-01-18"], ["2030-01-21", "2030-02-01"], ...later]) {
    await gives(page, "add_sprint", { product, team: other, starts_on, ends_on });
  }
  await page.goto(`${url}/larkbill/INV/plan?sprint=7`);
  await page.getByText("Add somebody").click();
  await page.getByLabel("Points in ten working days").fill("17");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.locator(".person")).toContainText("Mira");
  for (let n = 0; n < 90; n += 1) await gives(page, "add_story", { product, title: `Wish ${n}`, points: String(SIZES[n % SIZES.length] + (n % 7) / 10) });
}

for (const engine of engines) {
  test.describe(`on the ${engine} engine`, () => {
    let server;

    test.beforeAll(async () => {
      server = await serve(engine);
    });
    test.afterAll(async () => {
      expect(await server.stop()).toBe(0);
    });

    test("stories are pinned and kept out, a plan is proposed around them, proposed again, and taken", async ({ page, browser }) => {
      test.setTimeout(180_000);
      await found(page, server.url);
      await prepare(page, server.url);
      await page.getByRole("link", { name: "Plan ahead" }).click();
      await expect(page.getByRole("heading", { name: "Plan ahead" })).toBeVisible();
      await expect(column(page, "Backlog").locator(".card")).toHaveCount(5);

      await test.step("by hand", async () => {
        await carry(page, "INV-5", "Sprint 1");
        await expect(page.locator("#toasts")).toContainText("INV-5 is pinned to sprint 1.");
        await expect(column(page, "Sprint 1").locator(".wip")).toHaveText("5 of 10 points");
        await expect(card(page, "INV-5")).toContainText("comes in");
        await carry(page, "INV-1", "Not in these sprints");
        await expect(page.locator("#toasts")).toContainText("INV-1 is kept out of the planned sprints.");
        await expect.poll(() => keys(page, "Not in these sprints")).toEqual(["INV-1"]);
      });

      await test.step("by keys, and taken back", async () => {
        await card(page, "INV-2").locator(".card-link").focus();
        await page.keyboard.press("Shift+ArrowRight");
        await expect.poll(() => keys(page, "Sprint 1")).toEqual(["INV-2", "INV-5"]);
        await expect(page.locator("#toasts")).toContainText("INV-2 is pinned to sprint 1.");
        await page.keyboard.press("Control+z");
        await expect.poll(() => keys(page, "Backlog")).toEqual(["INV-2", "INV-3", "INV-4"]);
      });

      await test.step("by the card's own form", async () => {
        await card(page, "INV-4").locator(".card-link").focus();
        await page.keyboard.press("m");
        await page.getByLabel("Sprint for INV-4").selectOption("Sprint 2");
        await card(page, "INV-4").getByRole("button", { name: "Pin here" }).click();
        await expect.poll(() => keys(page, "Sprint 2")).toEqual(["INV-4"]);
        await expect(page.locator("#toasts")).toContainText("INV-4 is pinned to sprint 2.");
      });

      await test.step("proposed, with reasons and prices", async () => {
        await page.keyboard.press("p");
        await expect(page.getByText("No better plan exists.")).toBeVisible({ timeout: 30_000 });
        expect(await keys(page, "Sprint 1")).toEqual(["INV-2", "INV-5"]);
        expect(await keys(page, "Sprint 2")).toEqual(["INV-3", "INV-4"]);
        await card(page, "INV-5").locator(".card-why summary").click();
        await expect(card(page, "INV-5")).toContainText("INV-5 is pinned to sprint 1 by Mira.");
        await expect(page.getByRole("img", { name: "How full the sprints are" })).toBeVisible();
        await expect(page.getByRole("row", { name: /^1 10 of 10 points/ })).toContainText("One more point would buy nothing.");
        for (const viewport of WINDOWS) {
          const window = await browser.newContext({ viewport });
          const other = await window.newPage();
          await signIn(other, server.url);
          await other.goto(`${server.url}/larkbill/INV/sprints/ahead`);
          await other.locator(".card-why summary").first().click();
          await cleanInBothThemes(other, `plan ahead ${viewport.width}`);
          await fits(other, `plan ahead ${viewport.width}`);
          await window.close();
        }
      });

      await test.step("what changes the plan is told, and another one is proposed", async () => {
        await carry(page, "INV-1", "Backlog");
        await expect(page.locator("#toasts")).toContainText("INV-1 is free.");
        await carry(page, "INV-5", "Sprint 2");
        await expect(page.getByText("INV-5 is pinned to sprint 2 by now.")).toBeVisible();
        await expect(page.getByRole("button", { name: "Take this plan" })).toHaveCount(0);
        await page.getByRole("button", { name: "Propose again" }).click();
        await expect(page.getByRole("button", { name: "Take this plan" })).toBeVisible({ timeout: 30_000 });
        expect(await keys(page, "Sprint 1")).toEqual(["INV-1", "INV-2"]);
        expect(await keys(page, "Sprint 2")).toEqual(["INV-4", "INV-5"]);
      });

      await test.step("taken at once, and taken back at once", async () => {
        await page.getByRole("button", { name: "Take this plan" }).click();
        await expect(page.locator("#toasts")).toContainText("The plan is taken: 4 stories into sprints.");
        await expect(page.locator(".card.ghost")).toHaveCount(0);
        await page.keyboard.press("Control+z");
        await expect(page.getByRole("button", { name: "Take this plan" })).toBeVisible();
        await expect(page.locator(".card.ghost")).toHaveCount(4);
      });

      await test.step("a long search says how near it is, and ends when it is stopped", async () => {
        await lengthen(page, server.url);
        await page.goto(`${server.url}/larkbill/INV/sprints/ahead`);
        await page.getByRole("button", { name: "Propose again" }).click();
        await expect(page.getByRole("progressbar")).toBeVisible();
        await expect(page.getByText(/The best plan so far is within [\d.]+ % of the best possible\./)).toBeVisible();
        await page.getByRole("button", { name: "Stop with the best so far" }).click();
        await expect(page.getByText(/The search was stopped: this plan is within [\d.]+ % of the best possible\./)).toBeVisible();
        await expect(page.getByRole("button", { name: "Take this plan" })).toBeVisible();
      });

      await test.step("without scripts, too", async () => {
        const plain = await browser.newPage({ javaScriptEnabled: false });
        await signIn(plain, server.url);
        await plain.goto(`${server.url}/larkbill/INV/sprints/ahead`);
        await card(plain, "INV-3").locator("summary", { has: plain.locator("svg") }).click();
        await card(plain, "INV-3").getByRole("button", { name: "Keep out" }).click();
        await expect.poll(() => keys(plain, "Not in these sprints")).toEqual(["INV-3"]);
        await plain.context().close();
        await expect.poll(() => keys(page, "Not in these sprints")).toEqual(["INV-3"]);
      });
    });
  });
}
