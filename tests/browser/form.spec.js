// The form of a product within a page of another site, with the real program: localhost and 127.0.0.1 are two sites.
import { createServer } from "node:http";
import { cleanInBothThemes, fits, WINDOWS } from "./accessible.js";
import { found, signIn } from "./firm.js";
import { engines, serve } from "./product.js";
import { expect, test } from "./world.js";

/** A site of its own: whatever is put into `html` is its page. */
async function site(host) {
  const own = { html: "" };
  const server = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><html lang="en"><title>Larkbill</title><body><h1>Our firm</h1>${own.html}</body></html>`);
  });
  await new Promise((resolve) => server.listen(0, host === "localhost" ? "localhost" : "127.0.0.1", resolve));
  own.origin = `http://${host}:${server.address().port}`;
  own.close = () => new Promise((resolve) => server.close(resolve));
  return own;
}

for (const engine of engines) {
  test.describe(`on the ${engine} engine`, () => {
    test.describe.configure({ mode: "serial" });
    let server, firm, other;

    test.beforeAll(async () => {
      server = await serve(engine);
      firm = await site("localhost");
      other = await site("localhost");
    });
    test.afterAll(async () => {
      await Promise.all([firm.close(), other.close()]);
      expect(await server.stop()).toBe(0);
    });

    test("the manager names a site, copies one line, and what is said there is in the inbox", async ({ page, browser }) => {
      test.setTimeout(90_000);
      await found(page, server.url);
      await page.goto(`${server.url}/larkbill/INV/inbox`);
      await page.getByRole("link", { name: "Ways in" }).click();
      await expect(page.getByRole("heading", { name: "Ways in" })).toBeVisible();
      await page.getByRole("button", { name: "Open the address" }).click();
      await expect(page.locator("#address")).toContainText("inv-");
      await page.getByLabel("Site on which the form may stand").fill(firm.origin);
      await page.getByRole("button", { name: "Allow it there" }).click();
      const line = await page.getByLabel("Copy this into your page").inputValue();
      const bare = await page.getByLabel("Or this, without a script").inputValue();

      await test.step("the form stands in the page, is as high as it needs to be, and is filled in", async () => {
        firm.html = line;
        const visitor = await browser.newPage();
        await visitor.goto(firm.origin);
        const form = visitor.frameLocator("iframe");
        await expect(form.getByLabel("In your own words")).toBeVisible();
        await expect.poll(async () => Number(await visitor.locator("iframe").getAttribute("height"))).not.toBe(620);
        await form.getByLabel("In your own words").fill("Let me pay by bank.");
        await form.getByLabel("Email, if you like").fill("nora@pellworth.example");
        await form.getByLabel(/I agree that/).check();
        await form.getByRole("button", { name: "Send it" }).click();
        await expect(form.getByText("Somebody will read it.")).toBeVisible();
        expect(await visitor.context().cookies()).toEqual([]);
        await visitor.close();
        await page.goto(`${server.url}/larkbill/INV/inbox`);
        await expect(page.locator(".letter")).toContainText("Let me pay by bank.");
        await expect(page.locator("#sender")).toContainText("nora@pellworth.example");
      });

      await test.step("it works without any script", async () => {
        firm.html = bare;
        const context = await browser.newContext({ javaScriptEnabled: false });
        const visitor = await context.newPage();
        await visitor.goto(firm.origin);
        const form = visitor.frameLocator("iframe");
        await form.getByLabel("In your own words").fill("Without a script.");
        await form.getByLabel(/I agree that/).check();
        await form.getByRole("button", { name: "Send it" }).click();
        await expect(form.getByText("Somebody will read it.")).toBeVisible();
        await context.close();
      });

      await test.step("a script of the firm's own page sends JSON; another site may neither show nor send", async () => {
        const visitor = await browser.newPage();
        const send = (address) =>
          visitor.evaluate(async (address) => {
            const body = JSON.stringify({ body: "By a script.", consent: true });
            const headers = { "content-type": "application/json" };
            return (await fetch(address, { method: "POST", headers, body })).status;
          }, address);
        const address = `${server.url}/larkbill/form/INV`;
        await visitor.goto(firm.origin);
        expect(await send(address)).toBe(200);
        other.html = bare;
        await visitor.goto(other.origin);
        await expect(send(address)).rejects.toThrow("Failed to fetch");
        await expect(visitor.frameLocator("iframe").getByLabel("In your own words")).toHaveCount(0);
        await visitor.close();
      });

      await test.step("whoever wishes to be forgotten is erased, after a look at what goes", async () => {
        await page.goto(`${server.url}/larkbill/INV/inbox`);
        await page.getByRole("link", { name: /Let me pay by bank/ }).first().click();
        await expect(page.locator(".letter")).toContainText("Let me pay by bank.");
        await page.getByRole("link", { name: "Erase…" }).click();
        const dialog = page.getByRole("dialog", { name: "Erase the feedback" });
        await expect(dialog).toContainText("Goes for good: 1 feedback.");
        await dialog.getByLabel("I have looked at it.").check();
        await dialog.getByRole("button", { name: "Erase for good" }).click();
        await expect(page.locator(".toast")).toContainText("Erased for good: 1 feedback.");
        await expect(page.locator(".toast").getByRole("button", { name: "Undo" })).toHaveCount(0);
        await expect(page.locator(".letter")).toContainText("(erased)");
        await expect(page.locator("body")).not.toContainText("nora@pellworth.example");
      });
    });

    test("axe finds nothing, in light and dark, wide and narrow", async ({ browser }) => {
      test.setTimeout(90_000);
      for (const viewport of WINDOWS) {
        const context = await browser.newContext({ viewport });
        const page = await context.newPage();
        await signIn(page, server.url);
        for (const place of ["INV/ways-in", "INV/inbox", "erase/LARK-1", "erase/LARK-2", "form/INV", "form/INV?said=1"]) {
          await page.goto(`${server.url}/larkbill/${place}`);
          const name = `${place} ${viewport.width}`;
          await cleanInBothThemes(page, name);
          await fits(page, name);
        }
        await context.close();
      }
    });
  });
}
