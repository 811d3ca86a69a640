// From a story that the team calls done to a release that anybody reads about, with the real program.
import { cleanInBothThemes, WINDOWS } from "./accessible.js";
import { found, signIn } from "./firm.js";
import { engines, serve } from "./product.js";
import { expect, test } from "./world.js";

const CRITERIA = ["The standard tone is used", "No fees are named", "The log says who changed it"];

for (const engine of engines) {
  test.describe(`on the ${engine} engine`, () => {
    test.describe.configure({ mode: "serial" });
    let server;

    test.beforeAll(async () => {
      server = await serve(engine);
    });
    test.afterAll(async () => {
      expect(await server.stop()).toBe(0);
    });

    test("an owner judges, accepts, sends back and releases; a visitor reads and answers back", async ({ page, browser }) => {
      test.setTimeout(90_000);
      await found(page, server.url);
      await page.goto(`${server.url}/larkbill/INV/backlog`);
      await addStory(page, "Choose a tone for each customer");
      await addStory(page, "Mute one invoice");

      await test.step("a story with criteria is done", async () => {
        await page.goto(`${server.url}/larkbill/items/INV-1`);
        for (const sentence of CRITERIA) {
          await page.getByRole("button", { name: "Criterion", exact: true }).click();
          await page.getByLabel("or one sentence").fill(sentence);
          await page.getByRole("button", { name: "Add criterion" }).click();
          await expect(page.locator(".gwt").getByText(sentence)).toBeVisible();
        }
        await page.getByRole("button", { name: "Done, to accept" }).click();
        await expect(page.getByText("3 criteria have no verdict yet.")).toBeVisible();
      });

      await test.step("a criterion that is not met lets it be sent back with a reason", async () => {
        await page.getByRole("link", { name: "Acceptance" }).first().click();
        // The page of the story has the same heading and the same buttons.
        await expect(page.getByRole("heading", { name: "Acceptance", exact: true })).toBeVisible();
        await expect(page.getByRole("heading", { name: "Choose a tone for each customer" })).toBeVisible();
        await page.getByRole("button", { name: "Criterion 1: met", exact: true }).click();
        await expect(page.getByText("2 criteria have no verdict yet.")).toBeVisible();
        await page.getByLabel("What was seen of criterion 2").fill("The amount is named for Austria. Invoice 2041.");
        await page.getByRole("button", { name: "Criterion 2: not met" }).click();
        await expect(page.locator(".gwt").getByText("Not met", { exact: true }).first()).toBeVisible();
        await page.getByRole("button", { name: "Criterion 3: met", exact: true }).click();
        await expect(page.getByText("One criterion is not met. Accepting asks for a note")).toBeVisible();
        await page.keyboard.press("a");
        const accept = page.getByRole("dialog", { name: "Accept all the same" });
        await expect(accept).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(accept).toBeHidden();
        await page.keyboard.press("b");
        await page.getByLabel("What is missing").fill("Austria names the fee");
        await page.getByRole("dialog").getByRole("button", { name: "Send back" }).click();
        await expect(page.getByRole("heading", { name: "Nothing waits to be accepted" })).toBeVisible();
      });

      await test.step("it comes back, and one key says all met, another accepts", async () => {
        await page.goto(`${server.url}/larkbill/items/INV-1`);
        await expect(page.getByText("sent it back: Austria names the fee")).toBeVisible();
        await page.getByRole("button", { name: "Done, to accept" }).click();
        await page.goto(`${server.url}/larkbill/INV/acceptance`);
        await page.getByRole("button", { name: "Criterion 2: met", exact: true }).click();
        await expect(page.getByText("Every criterion is met.")).toBeVisible();
        await page.keyboard.press("a");
        await expect(page.getByRole("heading", { name: "Nothing waits to be accepted" })).toBeVisible();
      });

      await test.step("undo from the toast brings it back", async () => {
        await expect(page.getByRole("button", { name: "Undo" }).last()).toBeVisible();
        await page.keyboard.press("Control+z");
        await expect(page.getByText("Every criterion is met.")).toBeVisible();
        await page.keyboard.press("a");
        await expect(page.getByRole("heading", { name: "Nothing waits to be accepted" })).toBeVisible();
      });

      await test.step("a story without criteria is accepted with one sentence", async () => {
        await page.goto(`${server.url}/larkbill/items/INV-2`);
        await page.getByRole("button", { name: "Done, to accept" }).click();
        await page.getByRole("button", { name: /^Accept/ }).first().click();
        await page.getByLabel("Why, in one sentence").fill("Seen on the test account");
        await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
        await expect(page.getByText("accepted it: Seen on the test account")).toBeVisible();
      });

      await test.step("a release is planned, filled, and its note drafted and edited", async () => {
        await page.getByRole("link", { name: /Releases/ }).first().click();
        await expect(page.getByRole("heading", { name: "No release yet" })).toBeVisible();
        await page.keyboard.press("c");
        await page.getByLabel("Version").fill("4.8");
        await page.getByLabel("Name").fill("Gentle reminders");
        await page.getByRole("button", { name: "Plan the release" }).click();
        await expect(page.getByRole("heading", { name: "4.8 Gentle reminders" })).toBeVisible();
        await expect(page.getByRole("button", { name: "Release to everyone" })).toBeDisabled();
        await page.keyboard.press("s");
        const dialog = page.getByRole("dialog", { name: "Stories for 4.8" });
        await dialog.getByLabel("Choose a tone for each customer").check();
        await dialog.getByLabel("Mute one invoice").check();
        await dialog.getByRole("button", { name: "Put them in" }).click();
        await expect(page.locator(".facts")).toContainText("2 of 2");
        await page.getByRole("button", { name: "Draft it from the stories" }).click();
        await expect(page.getByLabel("What we tell them")).toHaveValue(/- Choose a tone for each customer/);
        await page.getByLabel("What we tell them").fill("You can now set **how firmly** we write.\n\n- Mute one invoice");
        await page.getByRole("button", { name: "Save the note" }).click();
        await expect(page.locator(".note-paper strong")).toHaveText("how firmly");
      });

      await test.step("the portal is opened; released to everyone, the note stands there", async () => {
        const visitor = await (await browser.newContext()).newPage();
        expect((await visitor.goto(`${server.url}/larkbill/portal/INV`)).status()).toBe(404);
        await page.goto(`${server.url}/larkbill/INV/releases`);
        await page.getByRole("button", { name: "Open the portal" }).click();
        await expect(page.getByRole("button", { name: "Close the portal" })).toBeVisible();
        await page.getByRole("main").getByRole("link", { name: "4.8 Gentle reminders" }).click();
        await page.getByRole("button", { name: "Release to everyone" }).click();
        await expect(page.getByRole("button", { name: "Take it back" })).toBeVisible();
        await visitor.goto(`${server.url}/larkbill/portal/INV`);
        await expect(visitor.getByRole("heading", { name: "Gentle reminders" })).toBeVisible();
        await page.getByRole("button", { name: "Take it back" }).click();
        await expect(page.getByRole("button", { name: "Release to everyone" })).toBeEnabled();
        await visitor.reload();
        await expect(visitor.getByText("Nothing is released yet.")).toBeVisible();
        await page.getByRole("button", { name: "Release to everyone" }).click();
        await expect(page.locator(".facts")).toContainText("Everyone");
        await visitor.reload();
        await expect(visitor.locator(".article strong").last()).toHaveText("how firmly");
        await visitor.getByLabel("In your own words").fill("Let me see the week’s sum in one place.");
        await visitor.getByLabel("Name, if you like").fill("Nora Pell");
        await visitor.getByRole("button", { name: "Send it" }).click();
        await expect(visitor.getByText("Thank you. Somebody will read it.")).toBeVisible();
        await page.goto(`${server.url}/larkbill/INV/inbox?tag=portal`);
        await expect(page.locator(".letter")).toContainText("Let me see the week’s sum in one place.");
        await visitor.context().close();
      });
    });

    test("a story waits with one criterion judged", async ({ page }) => {
      await signIn(page, server.url);
      await leaveWork(page, server.url);
    });

    for (const viewport of WINDOWS) {
      test(`axe finds nothing on these pages, in light and dark at ${viewport.width} px`, async ({ browser }) => {
        test.setTimeout(120_000);
        const places = ["INV/acceptance", "items/INV-1", "items/INV-3", "INV/releases", "INV/outcomes", "items/INV-4", "portal/INV", "portal/INV?said=1", "respond/unknown", "kano/unknown"];
        const context = await browser.newContext({ viewport });
        const page = await context.newPage();
        await signIn(page, server.url);
        for (const place of places) {
          await page.goto(`${server.url}/larkbill/${place}`);
          await cleanInBothThemes(page, `${place} ${viewport.width}`);
        }
        await context.close();
      });
    }
  });
}

/** A story that waits with one criterion judged. */
async function leaveWork(page, url) {
  await page.goto(`${url}/larkbill/INV/backlog`);
  await addStory(page, "Undo a reminder within a minute");
  await page.goto(`${url}/larkbill/items/INV-4`);
  await page.getByRole("button", { name: "Criterion", exact: true }).click();
  await page.getByLabel("or one sentence").fill("It can be called back");
  await page.getByRole("button", { name: "Add criterion" }).click();
  await expect(page.locator(".gwt").getByText("It can be called back")).toBeVisible();
  await page.getByRole("button", { name: "Done, to accept" }).click();
  await page.getByRole("button", { name: "Criterion 1: not met" }).click();
  await expect(page.locator(".gwt").getByText("Not met", { exact: true }).first()).toBeVisible();
}

async function addStory(page, title) {
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New story" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Add story" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: title })).toBeVisible();
}
