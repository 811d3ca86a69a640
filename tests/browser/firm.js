// A firm of one: the first visit, and signing in again from another window.
import { expect } from "./world.js";

const [EMAIL, PASSWORD] = ["mira@larkbill.example", "tall trees sway"];

/** Makes Larkbill with its product; Mira is its owner and its manager. */
export async function found(page, url) {
  await page.goto(url);
  await page.getByLabel("Workspace", { exact: true }).fill("Larkbill");
  await page.getByLabel("Short name of the workspace").fill("lark");
  await page.getByLabel("First product").fill("Invoicing");
  await page.getByLabel("Short name of the product").fill("inv");
  await page.getByLabel("the product manager, too").check();
  await page.getByLabel("Your name").fill("Mira");
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make workspace" }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
}

export async function signIn(page, url) {
  await page.goto(`${url}/larkbill/sign-in`);
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
}
