// The people of the journey, each in a window of their own, and what they have in common.
import { expect } from "../world.js";

export const PASSWORDS = { mira: "tall trees sway", ines: "a long sentence", tess: "two small stones", lena: "one red door" };

/** What a stopped and restarted program leaves in the log of every open window. */
const WHILE_AWAY = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/;

/** What Turbo says of a page that it gives up, because a newer one is on its way: before it began to come in, and after. */
const GIVEN_UP = /signal is aborted without reason|The user aborted a request/;

/** Opens a window of somebody's own; what goes wrong in it is noted down. */
export async function openWindow(browser, errors, options = {}) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("pageerror", (error) => {
    if (!GIVEN_UP.test(error.message)) errors.push(`${page.url()}: ${error.message}`);
  });
  page.on("console", (message) => {
    const expected = message.text().includes("422") || WHILE_AWAY.test(message.text());
    if (message.type() === "error" && !expected) errors.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** The one who runs the place invites somebody, who joins through the mailed link. */
export async function invite({ server, mira, at }, name, role) {
  await mira.goto(at("INV/people"));
  await mira.getByRole("button", { name: "Invite" }).first().click();
  const dialog = mira.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Email").fill(address(name));
  await dialog.getByLabel(role).check();
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(mira.getByText(`${name} is invited`)).toBeVisible();
  await expect.poll(() => mailTo(server, address(name))).toBeTruthy();
}

export async function join({ server }, page, name) {
  await page.goto(server.url + mailTo(server, address(name)));
  await page.getByLabel("Password").fill(PASSWORDS[name.toLowerCase()]);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
}

export async function signIn({ at }, page, name) {
  await page.goto(at("sign-in"));
  await page.getByLabel("Email").fill(address(name));
  await page.getByLabel("Password").fill(PASSWORDS[name.toLowerCase()]);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
}

export const address = (name) => `${name.toLowerCase()}@larkbill.example`;

/** The link in the newest mail to an address. */
export const mailTo = (server, to) => mailsTo(server, to).at(-1)?.link;

/** Every mail to an address, the newest last. */
export function mailsTo(server, to) {
  try {
    return server.mails().filter((mail) => mail.to === to);
  } catch {
    return [];
  }
}

/** Marks words of a letter, as with the mouse. */
export async function markWords(page, words) {
  await page.locator(".letter .body p").evaluate((text, words) => {
    const range = document.createRange();
    const node = text.firstChild;
    const at = node.data.indexOf(words);
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, words);
  await expect(page.getByLabel("Their words")).toHaveValue(words);
}

/** Writes one field of a requirement. */
export async function write(page, name, text) {
  await page.locator(".fields > div", { has: page.getByText(name, { exact: true }) }).locator(".shown").click();
  await page.getByLabel(name, { exact: true }).fill(text);
  await page.locator("form:not([hidden])", { has: page.getByLabel(name, { exact: true }) }).getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".fields .shown", { hasText: text })).toBeVisible();
}

/** Says of the open story how it is known to be right: three parts, or one sentence. */
export async function addCriterion(page, parts) {
  await page.getByRole("button", { name: "Criterion", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New criterion" });
  for (const [label, text] of Object.entries(parts)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole("button", { name: "Add criterion" }).click();
  await expect(page.locator(".gwt").getByText(Object.values(parts).at(-1))).toBeVisible();
}

export const titles = (page) => page.locator(".rows .row-link").allTextContents();

/** Adds a story on the page of the backlog. */
export async function addStory(page, title) {
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New story" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Add story" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: title })).toBeVisible();
}
