// Cards go from column to column by hand, by keys and by form; the server has the last word.
import { cleanInBothThemes } from "./accessible.js";
import { found } from "./firm.js";
import { engines, serve } from "./product.js";
import { expect, test } from "./world.js";

const column = (page, name) => page.getByRole("region", { name, exact: true });
const keys = (page, name) => column(page, name).locator(".card .key").allTextContents();
const card = (page, key) => page.locator(".card", { hasText: key });
const moves = async (world) => (await world.tell()).moves;
const id = (n) => `018f0000-0000-7000-8000-00000000000${n}`;

async function carry(page, key, name, { drop = true } = {}) {
  const from = await card(page, key).boundingBox();
  const to = await column(page, name).boundingBox();
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 50, from.y + 26, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 90, { steps: 8 });
  if (drop) await page.mouse.up();
}

test.describe("on made pages", () => {
  test.beforeEach(async ({ page, world }) => {
    await page.goto(`${world.root}/board`);
    await page.waitForFunction(() => customElements.get("board-cards"));
  });

  test("a card carried into another column stands there in the owner's order, and the server is told so", async ({ page, world }) => {
    await carry(page, "INV-251", "Doing");
    await expect.poll(() => keys(page, "Doing")).toEqual(["INV-251", "INV-253", "INV-254", "INV-255"]);
    await expect(page.locator("#toasts")).toContainText("INV-251 is in Doing.");
    expect(await moves(world)).toEqual([{ story: id(2), column: "doing" }]);
    await expect(page.locator("#seq")).toHaveText("2");
    await expect(column(page, "Doing").locator(".wip")).toHaveText("4");
    expect(new URL(page.url()).pathname).toMatch(/board$/);
  });

  test("while it is carried the column under it is marked; Esc puts it back and asks nothing", async ({ page, world }) => {
    await carry(page, "INV-250", "In review", { drop: false });
    await expect(column(page, "In review")).toHaveClass(/drop/);
    await expect(card(page, "INV-250")).toHaveClass(/lifted/);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expect(page.locator(".lifted, .drop")).toHaveCount(0);
    expect(await keys(page, "Ready")).toEqual(["INV-250", "INV-251", "INV-252"]);
    expect(await moves(world)).toEqual([]);
  });

  test("nothing is dropped on what is accepted", async ({ page, world }) => {
    await carry(page, "INV-250", "Accepted");
    expect(await keys(page, "Accepted")).toEqual([]);
    expect(await moves(world)).toEqual([]);
  });

  test("a refused card goes back, with the reason", async ({ page, world }) => {
    await world.set({ refuseMoves: "This column was archived. Choose another one." });
    await carry(page, "INV-250", "Doing");
    await expect(page.locator("#toasts")).toContainText("This column was archived.");
    await expect.poll(() => keys(page, "Ready")).toEqual(["INV-250", "INV-251", "INV-252"]);
  });

  test("keys walk the cards and move them, and it is said where they are", async ({ page, world }) => {
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect(card(page, "INV-251").locator(".card-link")).toBeFocused();
    const said = page.locator("[aria-live=polite].vh");
    await expect(said).toHaveText("INV-251, Ready, 2 of 3");
    await page.keyboard.press("ArrowRight");
    await expect(card(page, "INV-254").locator(".card-link")).toBeFocused();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => keys(page, "In review")).toEqual(["INV-254"]);
    await expect(said).toHaveText("INV-254, In review, 1 of 1");
    await expect(page.locator("#seq")).toHaveText("2");
    await expect(card(page, "INV-254").locator(".card-link")).toBeFocused();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(async () => (await moves(world)).length).toBe(2);
    await expect(page.locator("#seq")).toHaveText("3");
    await page.keyboard.press("a");
    await expect(page).toHaveURL(/story\?of=INV-254/);
  });

  test("M opens the card's own form, which moves it and folds up", async ({ page, world }) => {
    await page.keyboard.press("j");
    await page.keyboard.press("m");
    await expect(page.getByLabel("Column for INV-250")).toBeFocused();
    await page.getByLabel("Column for INV-250").selectOption("In review");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => keys(page, "In review")).toEqual(["INV-250"]);
    await expect(page.locator("details.card-move[open]")).toHaveCount(0);
    await expect(card(page, "INV-250").locator(".card-link")).toBeFocused();
    await expect.poll(() => moves(world)).toEqual([{ story: id(1), column: "review" }]);
  });

  test("a click is no drag: it opens the story", async ({ page }) => {
    await page.getByRole("link", { name: "Weekly cash forecast" }).click();
    await expect(page).toHaveURL(/story\?of=INV-253/);
  });
});

for (const engine of engines) {
  test.describe(`on the ${engine} engine`, () => {
    let server;

    test.beforeAll(async () => {
      server = await serve(engine);
    });
    test.afterAll(async () => {
      expect(await server.stop()).toBe(0);
    });

    test("a team is added, a story goes over its board, a task is ticked off and a limit warns", async ({ page }) => {
      test.setTimeout(60_000);
      await found(page, server.url);
      await page.goto(`${server.url}/larkbill/INV/backlog`);
      await expect(page.getByRole("heading", { name: "No stories yet" })).toBeVisible();
      for (const title of ["Choose a tone for each customer", "Mute one invoice"]) await addStory(page, title);
      await page.keyboard.press("g");
      await page.keyboard.press("b");
      await page.getByLabel("Name of the team").fill("Harbour");
      await page.getByRole("button", { name: "Add the team" }).click();
      await expect(column(page, "Ready").locator(".card")).toHaveCount(2);

      await test.step("a limit is set", async () => {
        await page.getByRole("button", { name: "Columns" }).click();
        await page.getByLabel("At most at once in Doing").fill("1");
        await page.locator("form", { has: page.getByLabel("At most at once in Doing") }).getByRole("button", { name: "Save" }).click();
        await expect(page.locator("#toasts")).toContainText("The column Doing is changed.");
        await page.keyboard.press("Escape");
      });

      await test.step("by hand and by keys", async () => {
        await carry(page, "INV-1", "Doing");
        await expect(page.locator("#toasts")).toContainText("INV-1 is in Doing.");
        await expect(column(page, "Doing").locator(".wip")).toHaveText("1 of 1");
        await card(page, "INV-2").locator(".card-link").focus();
        await page.keyboard.press("Shift+ArrowRight");
        await expect(page.getByText("Doing is over its limit by one", { exact: true })).toBeVisible();
        await page.keyboard.press("Control+z");
        await expect.poll(() => keys(page, "Ready")).toEqual(["INV-2"]);
      });

      await test.step("the work on it stands on its card", async () => {
        await page.getByRole("main").getByRole("link", { name: "Choose a tone for each customer" }).click();
        await page.getByLabel("New task").fill("Write the words");
        await page.getByRole("button", { name: "Add task" }).click();
        await page.getByRole("checkbox", { name: "Write the words" }).click();
        await expect(page.getByText("1 of 1 done")).toBeVisible();
        await page.getByText("Something is in the way").click();
        await page.getByLabel("What is in the way").fill("Waits for the carrier");
        await page.getByRole("button", { name: "Say so" }).click();
        await expect(page.getByText("Waits for the carrier since today")).toBeVisible();
        await page.getByRole("link", { name: "Board" }).first().click();
        await expect(card(page, "INV-1")).toContainText("Waits for the carrier since today");
        await expect(card(page, "INV-1")).toContainText("1 of 1 tasks");
      });

      await test.step("the pages are accessible, in light and in dark", async () => {
        for (const place of ["INV/board", "items/INV-1"]) {
          await page.goto(`${server.url}/larkbill/${place}`);
          await cleanInBothThemes(page, place);
        }
      });
    });
  });
}

async function addStory(page, title) {
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New story" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Add story" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: title })).toBeVisible();
}
