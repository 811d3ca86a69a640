// Rows are put in order by hand, by keys and from a menu; the server has the last word.
import { expect, test } from "./world.js";

const order = (page) => page.locator(".rows .row[data-id] .key").allTextContents();
const row = (page, key) => page.locator(".row[data-id]", { hasText: key });
const moves = async (world) => (await world.tell()).moves;
const first = ["INV-250", "INV-251", "INV-252", "INV-253", "INV-254", "INV-255"];

test.beforeEach(async ({ page, world }) => {
  await page.goto(`${world.root}/backlog`);
  await page.waitForFunction(() => customElements.get("rank-list"));
});

async function carry(page, key, onto, { drop = true } = {}) {
  const from = await row(page, key).boundingBox();
  const to = await row(page, onto).boundingBox();
  await page.mouse.move(from.x + 300, from.y + from.height / 2);
  await page.mouse.down();
  const way = Math.sign(to.y - from.y);
  await page.mouse.move(from.x + 300, from.y + from.height / 2 + 8 * way, { steps: 3 });
  await page.mouse.move(from.x + 300, to.y + to.height / 2 + 4 * way, { steps: 8 });
  if (drop) await page.mouse.up();
}

test("a row dragged down lands between two others, and the server is told so", async ({ page, world }) => {
  await carry(page, "INV-250", "INV-252");
  await expect.poll(() => order(page)).toEqual(["INV-251", "INV-252", "INV-250", "INV-253", "INV-254", "INV-255"]);
  await expect(page.locator("#toasts")).toContainText("INV-250 moved to rank 3.");
  const id = (n) => `018f0000-0000-7000-8000-00000000000${n}`;
  expect(await moves(world)).toEqual([{ story: id(1), after: id(3), before: id(4) }]);
  expect(await page.locator(".rank").allTextContents()).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(new URL(page.url()).pathname).toMatch(/backlog$/);
});

test("a row dragged up to the top has nothing before it", async ({ page, world }) => {
  await carry(page, "INV-254", "INV-250");
  await expect.poll(() => order(page)).toEqual(["INV-254", "INV-250", "INV-251", "INV-252", "INV-253", "INV-255"]);
  await expect.poll(async () => (await moves(world))[0]?.after).toBe("");
});

test("a list says what it moves, and what is told along", async ({ page }) => {
  await page.locator("rank-list").evaluate((list) => {
    list.setAttribute("moves", "feature");
    list.setAttribute("with", "scenario=42");
  });
  const asked = page.waitForRequest((request) => request.url().endsWith("/commands/move_story"));
  await carry(page, "INV-250", "INV-252");
  const told = Object.fromEntries(new URLSearchParams((await asked).postData()));
  const id = (n) => `018f0000-0000-7000-8000-00000000000${n}`;
  expect(told).toEqual({ scenario: "42", feature: id(1), after: id(3), before: id(4) });
});

test("while it is carried a row is lifted and the gap shows where it would land", async ({ page }) => {
  await carry(page, "INV-250", "INV-252", { drop: false });
  await expect(row(page, "INV-250")).toHaveClass(/lifted/);
  const third = (await page.locator(".rows").boundingBox()).y + 2 * (await row(page, "INV-255").boundingBox()).height;
  await expect.poll(async () => Math.abs((await page.locator("rank-list > .slot").boundingBox()).y - third)).toBeLessThan(3);
  await page.mouse.up();
  await expect(page.locator(".lifted, rank-list > .slot")).toHaveCount(0);
});

test("Esc puts a carried row back and asks nothing", async ({ page, world }) => {
  await carry(page, "INV-250", "INV-253", { drop: false });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(page.locator(".lifted")).toHaveCount(0);
  expect(await order(page)).toEqual(first);
  expect(await moves(world)).toEqual([]);
  expect(new URL(page.url()).pathname).toMatch(/backlog$/);
});

test("a click is no drag: it opens the story", async ({ page }) => {
  await page.getByRole("link", { name: "Weekly cash forecast" }).click();
  await expect(page).toHaveURL(/story\?of=INV-253/);
});

test("Shift and an arrow move the cursor's row, and the focus stays on it", async ({ page, world }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => order(page)).toEqual(["INV-250", "INV-252", "INV-251", "INV-253", "INV-254", "INV-255"]);
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => order(page)).toEqual(["INV-250", "INV-252", "INV-253", "INV-251", "INV-254", "INV-255"]);
  await expect(row(page, "INV-251")).toHaveClass(/cursor/);
  await expect(row(page, "INV-251").locator("a")).toBeFocused();
  await expect.poll(async () => (await moves(world)).length).toBe(2);
  await expect(page.locator("#seq")).toHaveText("3");
  await expect(row(page, "INV-251").locator("a")).toBeFocused();
  expect(await order(page)).toEqual(["INV-250", "INV-252", "INV-253", "INV-251", "INV-254", "INV-255"]);
});

test("a move made while a renewed page is on its way is not taken back by it", async ({ page, world }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const shown = page.evaluate(() => new Promise((shown) => {
    const press = () => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", shiftKey: true, bubbles: true, cancelable: true }));
    addEventListener("turbo:before-render", press, { capture: true, once: true });
    addEventListener("turbo:render", () => shown([...document.querySelectorAll(".row .key")].map((key) => key.textContent)), { once: true });
  }));
  await world.announce();
  expect((await shown).slice(0, 3)).toEqual(["INV-250", "INV-252", "INV-251"]);
  await expect(page.locator("#seq")).toHaveText("3");
  await expect(row(page, "INV-251").locator("a")).toBeFocused();
  expect((await order(page)).slice(0, 3)).toEqual(["INV-250", "INV-252", "INV-251"]);
});

test("a page asked for before a move, and slower than it, does not take it back", async ({ page, world }) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const orders = page.evaluate(() => new Promise((shown) => {
    const seen = [];
    addEventListener("turbo:render", () => {
      seen.push([...document.querySelectorAll(".row .key")].slice(0, 3).map((key) => key.textContent).join());
      if (document.querySelector("#seq").textContent === "3") shown(seen);
    });
  }));
  await world.set({ slow_ms: 400 });
  await world.announce();
  await expect.poll(async () => (await world.tell()).asked.filter((asked) => asked === "GET /backlog").length).toBe(2);
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(async () => (await moves(world)).length).toBe(1);
  expect(new Set(await orders)).toEqual(new Set(["INV-250,INV-252,INV-251"]));
  await expect(row(page, "INV-251").locator("a")).toBeFocused();
});

test("the menu moves to the top without a drag", async ({ page }) => {
  await row(page, "INV-253").hover();
  await page.getByRole("button", { name: "Move INV-253" }).click();
  await page.getByRole("menuitem", { name: "Move to the top" }).click();
  await expect.poll(() => order(page)).toEqual(["INV-253", "INV-250", "INV-251", "INV-252", "INV-254", "INV-255"]);
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("a refused row glides back and the toast says why", async ({ page, world }) => {
  // The server's own page is slow to come: it is the list itself that puts the row back.
  await world.set({ refuseMoves: "Only the product owner ranks this backlog.", slow_ms: 10_000 });
  await carry(page, "INV-250", "INV-252");
  await expect(page.locator("#toasts")).toContainText("Only the product owner ranks this backlog.");
  await expect.poll(() => order(page)).toEqual(first);
  await expect(page.locator("#toasts form")).toHaveCount(0);
});

test("what somebody else moves while one drags waits for the drop", async ({ page, context, world }) => {
  const other = await context.newPage();
  await other.goto(`${world.root}/backlog`);
  await page.bringToFront();
  await expect.poll(async () => (await world.tell()).listening).toBe(1);
  await carry(page, "INV-250", "INV-251", { drop: false });
  const { stories } = await world.tell();
  await world.announce({ stories: [stories[5], ...stories.slice(0, 5)] });
  await expect(other.locator("#seq")).toHaveText("2");
  await world.announce();
  await expect(other.locator("#seq")).toHaveText("3"); // by now this tab, too, would have followed
  expect(await order(page)).toEqual(first);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect.poll(() => order(page)).toEqual(["INV-255", "INV-250", "INV-251", "INV-252", "INV-253", "INV-254"]);
});

test("the move is undone from the toast, also by key", async ({ page, world }) => {
  await carry(page, "INV-250", "INV-252");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await world.tell()).undone).toBe("2");
  await expect(page.locator("#toasts form")).toHaveCount(0);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 600 } });

  async function finger(page) {
    const touch = await page.context().newCDPSession(page);
    return (type, y) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: 150, y }] });
  }

  async function middle(page, key) {
    const box = await row(page, key).boundingBox();
    return box.y + box.height / 2;
  }

  test("a finger that stays a moment carries a row", async ({ page, world }) => {
    const put = await finger(page);
    const [from, to] = [await middle(page, "INV-250"), (await middle(page, "INV-252")) + 6];
    await put("touchStart", from);
    await expect(row(page, "INV-250")).toHaveClass(/lifted/);
    for (let step = 1; step <= 5; step += 1) await put("touchMove", from + ((to - from) * step) / 5);
    await put("touchEnd");
    await expect.poll(() => order(page)).toEqual(["INV-251", "INV-252", "INV-250", "INV-253", "INV-254", "INV-255"]);
    await expect.poll(async () => (await moves(world)).length).toBe(1);
  });

  test("a finger that moves at once scrolls", async ({ page, world }) => {
    const put = await finger(page);
    const from = await middle(page, "INV-253");
    await put("touchStart", from);
    for (const way of [30, 60, 90, 120]) await put("touchMove", from - way);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await put("touchEnd");
    await expect(page.locator(".lifted")).toHaveCount(0);
    expect(await moves(world)).toEqual([]);
  });
});

test("a list without a move-url is only read", async ({ page, world }) => {
  await page.locator("rank-list").evaluate((list) => list.removeAttribute("move-url"));
  await carry(page, "INV-250", "INV-252");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+ArrowDown");
  expect(await order(page)).toEqual(first);
  expect(await moves(world)).toEqual([]);
});
