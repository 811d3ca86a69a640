// Pages follow what others do: one stream for all tabs of a browser, each page renewing itself.
import { expect, test } from "./world.js";

const seq = (page) => page.locator("#seq");
const fetched = async (world, path) => (await world.tell()).asked.filter((line) => line === `GET /${path}`).length;
const listening = (world) => expect.poll(async () => (await world.tell()).listening);

test("two tabs share one stream and both follow", async ({ page, context, world }) => {
  const other = await context.newPage();
  await page.goto(`${world.root}/guard`);
  await other.goto(`${world.root}/backlog`);
  await listening(world).toBe(1);
  await world.announce({ title: "From afar" });
  await expect(seq(page)).toHaveText("2");
  await expect(seq(other)).toHaveText("2");
  await expect(page.locator("#title")).toHaveValue("From afar");
  expect((await world.tell()).connections).toBe(1);
  await page.close();
  await world.announce();
  await expect(seq(other)).toHaveText("3");
  await other.goto("about:blank");
  await listening(world).toBe(0);
});

test("a tab renews only for what it shows", async ({ page, world }) => {
  await page.goto(`${world.root}/people`);
  await listening(world).toBe(1);
  await world.announce(); // a story
  await world.announce({}, { product: null, nouns: ["person"] });
  await expect(seq(page)).toHaveText("3");
  expect(await fetched(world, "people")).toBe(2);
});

test("a burst is one renewal or two, never one for each", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  for (let n = 0; n < 8; n += 1) await world.announce();
  await expect(seq(page)).toHaveText("9");
  expect(await fetched(world, "guard")).toBeLessThan(7);
});

test("news no newer than the page are let pass", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await world.tell({ send: 'data: {"seq":1,"product":"INV","nouns":["story"],"items":[]}\n\n' });
  await world.announce();
  await expect(seq(page)).toHaveText("2");
  expect(await fetched(world, "guard")).toBe(2);
});

test("a stream that was cut comes back and brings what was missed", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await world.tell({ hangUp: true });
  await expect.poll(async () => (await world.tell()).connections).toBe(2);
  await world.announce();
  await expect(seq(page)).toHaveText("2");
});

test("a server that says goodbye is come back to, from where one was", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await world.announce();
  await expect(seq(page)).toHaveText("2");
  await world.tell({ send: "event: bye\ndata:\n\n" });
  await expect.poll(async () => (await world.tell()).asked).toContain("GET /live?since=2");
});

test("told to look again, the page looks again", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await world.tell({ set: { seq: 40 }, send: "event: look-again\ndata:\n\n" });
  await expect(seq(page)).toHaveText("40");
});

test("a person's own post does not renew the page twice", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await page.fill("#title", "Mine");
  await page.getByRole("button", { name: "Save story" }).click();
  await expect(seq(page)).toHaveText("2");
  await world.announce();
  await expect(seq(page)).toHaveText("3");
  expect(await fetched(world, "guard")).toBe(3); // opened, after the post, after the other's change
});

test("typed text and the place on the page survive a renewal from afar", async ({ page, world }) => {
  await page.setViewportSize({ width: 1200, height: 400 });
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await page.fill("#scope", "Half a sentence");
  await page.locator("#main").evaluate((main) => (main.scrollTop = 60));
  await world.announce({ title: "Theirs" });
  await expect(page.locator("#title")).toHaveValue("Theirs");
  await expect(page.locator("#scope")).toHaveValue("Half a sentence");
  await expect(page.locator("#scope")).toBeFocused();
  expect(await page.locator("#main").evaluate((main) => main.scrollTop)).toBe(60);
});

test("without a shared worker every tab listens for itself", async ({ page, world }) => {
  await page.addInitScript(() => delete window.SharedWorker);
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await world.announce();
  await expect(seq(page)).toHaveText("2");
});

test("a hidden tab waits its turn and looks at once when it is shown", async ({ page, world }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Document.prototype, "hidden", { configurable: true, get: () => !window.shown });
    Math.random = () => 1000; // its turn is far away
  });
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await world.announce();
  await world.announce();
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType("resource").length > 0)).toBe(true);
  expect(await fetched(world, "guard")).toBe(1);
  await page.evaluate(() => {
    window.shown = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect(seq(page)).toHaveText("3");
});

test("after an upgrade a page with typed text waits, one without is loaded anew", async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await listening(world).toBe(1);
  await page.fill("#scope", "Half a sentence");
  await world.announce({ build: "newer" });
  await expect.poll(() => fetched(world, "guard")).toBe(2);
  await expect(page.locator("#scope")).toHaveValue("Half a sentence");
  await page.locator("#scope").evaluate((field) => (field.value = field.defaultValue));
  await world.announce();
  await expect(seq(page)).toHaveText("3");
  await expect(page.locator("script[data-turbo-track]")).toHaveAttribute("src", /newer/);
});
