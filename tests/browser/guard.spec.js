// When the page behind a person is renewed, nothing under their hands is lost.
import { expect, renew, test } from "./world.js";

test.beforeEach(async ({ page, world }) => {
  await page.goto(`${world.root}/guard`);
  await page.waitForFunction(() => customElements.get("changed-under"));
});

async function changeAndRenew(page, world, set = {}) {
  await world.tell({ set: { seq: 7, ...set } });
  await renew(page);
  await expect(page.locator("#seq")).toHaveText("7");
}

test("what nobody touched follows the server", async ({ page, world }) => {
  await changeAndRenew(page, world, { title: "New title", scope: "New scope", size: "8", blocked: true });
  await expect(page.locator("#title")).toHaveValue("New title");
  await expect(page.locator("#scope")).toHaveValue("New scope");
  await expect(page.locator("#size")).toHaveValue("8");
  await expect(page.locator("#blocked")).toBeChecked();
  await expect(page.locator("changed-under")).toHaveCount(0);
});

test("typed text, choices and ticks survive", async ({ page, world }) => {
  await page.fill("#title", "Typed title");
  await page.fill("#scope", "Typed scope");
  await page.selectOption("#size", "5");
  await page.check("#blocked");
  await page.locator("#scope").focus();
  await changeAndRenew(page, world);
  await expect(page.locator("#title")).toHaveValue("Typed title");
  await expect(page.locator("#scope")).toHaveValue("Typed scope");
  await expect(page.locator("#size")).toHaveValue("5");
  await expect(page.locator("#blocked")).toBeChecked();
  await expect(page.locator("#scope")).toBeFocused();
  await expect(page.locator("changed-under")).toHaveCount(0);
});

test("a text changed under typing says so and offers theirs", async ({ page, world }) => {
  await page.fill("#title", "Typed title");
  await changeAndRenew(page, world, { title: "Their title" });
  const note = page.locator(".field:has(#title) changed-under");
  await expect(page.locator("#title")).toHaveValue("Typed title");
  await expect(note).toContainText("Their title");
  await expect(page.locator("#title")).toHaveAttribute("aria-describedby", /changed-under/);
  await note.getByRole("button", { name: "Take theirs" }).click();
  await expect(page.locator("#title")).toHaveValue("Their title");
  await expect(page.locator("changed-under")).toHaveCount(0);
  await expect(page.locator("[name=title_seen]")).toHaveValue("Their title");
});

test("what a form was read from waits until the person has seen the other text", async ({ page, world }) => {
  await page.fill("#title", "Typed title");
  await changeAndRenew(page, world, { title: "Their title", scope: "Their scope" });
  await expect(page.locator("[name=title_seen]")).toHaveValue("Choose a tone per account");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.locator("#title")).toHaveValue("Typed title");
  await expect(page.locator("[name=title_seen]")).toHaveValue("Their title");
  await renew(page);
  await expect(page.locator("#title")).toHaveValue("Typed title");
  await expect(page.locator("changed-under")).toHaveCount(0);
});

test("what the server says just as it was typed is no difference", async ({ page, world }) => {
  await page.fill("#title", "The same title");
  await changeAndRenew(page, world, { title: "Their title" });
  await expect(page.locator("changed-under")).toHaveCount(1);
  await changeAndRenew(page, world, { title: "The same title" });
  await expect(page.locator("changed-under")).toHaveCount(0);
  await expect(page.locator("#title")).toHaveValue("The same title");
  await expect(page.locator("[name=title_seen]")).toHaveValue("The same title");
});

test("the note stays through further renewals and follows the newest text", async ({ page, world }) => {
  await page.fill("#scope", "Typed scope");
  await changeAndRenew(page, world, { scope: "Theirs, first" });
  await page.getByRole("button", { name: "Keep mine" }).focus();
  await renew(page);
  await expect(page.getByRole("button", { name: "Keep mine" })).toBeFocused();
  await changeAndRenew(page, world, { scope: "Theirs, second" });
  await expect(page.locator("changed-under")).toHaveCount(1);
  await expect(page.locator("changed-under")).toContainText("Theirs, second");
});

test("open details stay open, closed ones closed", async ({ page, world }) => {
  await page.locator("#more summary").click();
  await changeAndRenew(page, world);
  await expect(page.locator("#more")).toHaveJSProperty("open", true);
  await expect(page.locator("#inside")).toHaveText("Seq 7");
  await page.locator("#more summary").click();
  await renew(page);
  await expect(page.locator("#more")).toHaveJSProperty("open", false);
});

test("an open dialog stays open, keeps its text, and leaves a living page", async ({ page, world }) => {
  await page.click("#open-ask");
  await page.fill("#question", "Why two?");
  await changeAndRenew(page, world);
  await expect(page.locator("#ask")).toHaveJSProperty("open", true);
  expect(await page.locator("#ask").evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
  await expect(page.locator("#question")).toHaveValue("Why two?");
  await expect(page.locator("#question")).toBeFocused();
  await page.click("#close-ask");
  await expect(page.locator("#ask")).toBeHidden();
  await page.click("#more summary");
  await expect(page.locator("#more")).toHaveJSProperty("open", true);
});

test("an open dialog survives content that comes before it", async ({ page, world }) => {
  await page.click("#open-ask");
  await changeAndRenew(page, world, { extra: "<p>New.</p><section><dialog id='other' aria-label='Other'></dialog></section>" });
  expect(await page.locator("#ask").evaluate((dialog) => dialog.matches(":modal[open]"))).toBe(true);
  await page.click("#close-ask");
  await page.click("#more summary");
  await expect(page.locator("#more")).toHaveJSProperty("open", true);
});

test("what an element wrote on itself survives, what the server says of it follows", async ({ page, world }) => {
  await page.locator("#thing").evaluate((thing) => thing.setAttribute("busy", ""));
  await changeAndRenew(page, world);
  await expect(page.locator("#thing")).toHaveAttribute("busy", "");
  await expect(page.locator("#thing")).toHaveAttribute("data-from-server", "7");
});

test("a form taken away by somebody keeps what was typed in it", async ({ page, world }) => {
  await world.set({ extra: '<form id="aside"><label>Note <input id="note" name="note"></label></form>' });
  await renew(page);
  await page.fill("#note", "Half a thought");
  await changeAndRenew(page, world, { extra: "" });
  await expect(page.locator("#note")).toHaveValue("Half a thought");
  await expect(page.locator("changed-under")).toContainText("Somebody took this away");
  await page.fill("#note", "");
  await renew(page);
  await expect(page.locator("#note")).toHaveCount(0);
});

test("what was saved is the server's again", async ({ page }) => {
  await page.fill("#title", "Saved title");
  await page.getByRole("button", { name: "Save story" }).click();
  await expect(page.locator("#seq")).toHaveText("2");
  await expect(page.locator("#title")).toHaveAttribute("value", "Saved title");
  await expect(page.locator("[name=title_seen]")).toHaveValue("Saved title");
});

test("drawn things stand where the server says, without a style attribute", async ({ page, world }) => {
  const a = () => page.locator("#placed").evaluate((thing) => thing.style.getPropertyValue("--a"));
  await expect.poll(a).toBe("1");
  await changeAndRenew(page, world);
  await expect.poll(a).toBe("7");
});
