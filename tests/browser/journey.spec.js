// What two people do with the real program, from the first visit on, on each engine.
import AxeBuilder from "@axe-core/playwright";
import { engines, serve } from "./product.js";
import { expect, test } from "./world.js";

const CUSTOMERS = `customer,segment,revenue,currency,seats,contact,email,may_contact,may_contact_source,reference
Pellworth Fabrication,large,28400,EUR,40,Nora Pell,nora@pellworth.example,yes,contract,5
Morrowfield Farm Supply,small,33500,EUR,12,Eva Field,eva@morrowfield.example,no,,9
`;
const FEEDBACK = `id,user_id,body,tags,created_at
1,5,"The third one went to our biggest client in the same stern words, and I had to ring them.","reminders, tone",2026-11-18
2,9,"Half of our buyers pay after harvest. Sixty days is normal, not late.",reminders,2026-11-16
`;
const TITLES = ["Choose a tone for each customer", "Preview the whole sequence", "Mute one invoice"];

const titles = (page) => page.locator(".rows .row-link").allTextContents();

/** Writes one field of a requirement. */
async function write(page, name, text) {
  await page.locator(".fields > div", { has: page.getByText(name, { exact: true }) }).locator(".shown").click();
  await page.getByLabel(name, { exact: true }).fill(text);
  await page.locator("form:not([hidden])", { has: page.getByLabel(name, { exact: true }) }).getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".fields .shown", { hasText: text })).toBeVisible();
}

async function addStory(page, title) {
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New story" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Add story" }).click();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
}

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

    test("an owner and a manager carry a customer's words into a backlog", async ({ page, browser }) => {
      test.setTimeout(150_000);
      await page.goto(server.url);
      await page.getByLabel("Workspace", { exact: true }).fill("Larkbill");
      await page.getByLabel("Short name of the workspace").fill("lark");
      await page.getByLabel("First product").fill("Invoicing");
      await page.getByLabel("Short name of the product").fill("inv");
      await page.getByLabel("Your name").fill("Mira");
      await page.getByLabel("Email").fill("mira@larkbill.example");
      await page.getByLabel("Password").fill("tall trees sway");
      await page.getByRole("button", { name: "Make workspace" }).click();
      await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();

      await test.step("the manager is invited and joins in a window of her own", async () => {
        await page.goto(`${server.url}/larkbill/INV/people`);
        await page.getByRole("button", { name: "Invite" }).first().click();
        const invite = page.getByRole("dialog", { name: "Invite somebody" });
        await invite.getByLabel("Name").fill("Ines");
        await invite.getByLabel("Email").fill("ines@larkbill.example");
        await invite.getByLabel("Manager").check();
        await invite.getByRole("button", { name: "Send the invitation" }).click();
        await expect(page.getByText("Ines is invited")).toBeVisible();
        await expect.poll(() => mailTo("ines@larkbill.example")).toBeTruthy();
      });
      const inesContext = await browser.newContext();
      const ines = await inesContext.newPage();
      await ines.goto(server.url + mailTo("ines@larkbill.example"));
      await ines.getByLabel("Password").fill("a long sentence");
      await ines.getByRole("button", { name: "Join" }).click();
      await expect(ines.getByRole("heading", { name: "Today" })).toBeVisible();

      await test.step("files come in from the command line and open pages show it", async () => {
        await ines.goto(`${server.url}/larkbill/INV/inbox?state=new`);
        await expect(ines.getByRole("heading", { name: "Nothing to read" })).toBeVisible();
        server.run("import", "customers", server.file("customers.csv", CUSTOMERS), "--workspace", "larkbill");
        server.run("import", "feedback", server.file("feedback.csv", FEEDBACK), "--workspace", "larkbill", "--product", "INV");
        await expect(ines.getByRole("heading", { name: "Pellworth Fabrication" })).toBeVisible();
      });

      await test.step("the manager selects a passage and makes a need of it", async () => {
        const words = ines.locator(".letter .body p");
        await words.evaluate((text) => {
          const range = document.createRange();
          const node = text.firstChild;
          const at = node.data.indexOf("the same stern words");
          range.setStart(node, at);
          range.setEnd(node, at + "the same stern words".length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        });
        await expect(ines.getByLabel("Their words")).toHaveValue("the same stern words");
        await ines.getByLabel("What the new need is called").fill("Chase late payers without souring things");
        await ines.getByRole("button", { name: "Link", exact: true }).click();
        await expect(ines.locator("mark.linked")).toHaveText("the same stern words");
        await ines.getByRole("link", { name: "Chase late payers without souring things" }).click();
        await expect(ines.locator(".facts")).toContainText("1 customer");
        await expect(ines.locator(".facts")).toContainText("€28.4k a year, each counted once");
      });

      await test.step("the owner writes stories; the manager's window follows", async () => {
        await ines.goto(`${server.url}/larkbill/INV/backlog`);
        await page.goto(`${server.url}/larkbill/INV/backlog`);
        for (const title of TITLES) await addStory(page, title);
        await expect.poll(() => titles(ines)).toEqual(TITLES);
      });

      await test.step("she drags one to the top, moves one by key, and takes it back", async () => {
        const [first, , third] = await page.locator(".row[data-id]").all();
        await third.hover({ position: { x: 300, y: 10 } });
        const [from, to] = [await third.boundingBox(), await first.boundingBox()];
        await page.mouse.down();
        await page.mouse.move(from.x + 300, from.y - 10, { steps: 4 });
        await page.mouse.move(to.x + 300, to.y + 2, { steps: 8 });
        await page.mouse.up();
        const dragged = [TITLES[2], TITLES[0], TITLES[1]];
        await expect.poll(() => titles(page)).toEqual(dragged);
        await expect.poll(() => titles(ines)).toEqual(dragged);
        await page.locator(".row", { hasText: TITLES[1] }).getByRole("link").focus();
        await page.keyboard.press("Shift+ArrowUp");
        await expect.poll(() => titles(ines)).toEqual([TITLES[2], TITLES[1], TITLES[0]]);
        await page.keyboard.press("Control+z");
        await expect.poll(() => titles(ines)).toEqual(dragged);
      });

      await test.step("a refused form keeps what was typed", async () => {
        await page.keyboard.press("c");
        await page.getByLabel("Title").fill("x");
        await page.getByLabel("I want").fill("a long thought");
        await page.getByLabel("Size").fill("many");
        await page.getByRole("button", { name: "Add story" }).click();
        await expect(page.getByText("Use a number of points from 0 to 1,000")).toBeVisible();
        await expect(page.getByLabel("I want")).toHaveValue("a long thought");
        await page.keyboard.press("Escape");
      });

      await test.step("a story gets a criterion and its history says who wrote it", async () => {
        await page.goto(`${server.url}/larkbill/items/INV-2`);
        await page.getByRole("button", { name: "Criterion", exact: true }).click();
        await page.getByLabel("Given").fill("a customer set to Gentle");
        await page.getByLabel("When").fill("every reminder is sent");
        await page.getByLabel("Then").fill("none of them mentions fees");
        await page.getByRole("button", { name: "Add criterion" }).click();
        await expect(page.getByText("none of them mentions fees")).toBeVisible();
        await expect(page.getByText("Mira added the story")).toBeVisible();
      });

      await test.step("the palette finds it by a word", async () => {
        await page.keyboard.press("Control+k");
        await page.getByLabel("Find or run a command").fill("mute");
        await page.getByRole("option", { name: /Mute one invoice/ }).click();
        await expect(page.getByRole("heading", { name: "Mute one invoice" })).toBeVisible();
      });

      await test.step("the manager writes the vision and a goal that is measured", async () => {
        await ines.goto(`${server.url}/larkbill/INV/vision`);
        await ines.getByRole("button", { name: "Empty" }).first().click();
        await ines.getByLabel("The vision in one sentence").fill("Every firm is paid on the day it expects");
        await ines.keyboard.press("Enter");
        await expect(ines.locator(".statement")).toContainText("Every firm is paid on the day it expects");
        await ines.getByRole("button", { name: "Goal", exact: true }).click();
        await ines.getByLabel("What the firm wants to reach").fill("Invoices are paid on time");
        await ines.getByRole("button", { name: "Add goal" }).click();
        await ines.getByRole("link", { name: "Invoices are paid on time" }).click();
        for (const [title, from, to] of [["Days late", "9", "4"], ["Paid by the due date", "62", "80"]]) {
          await ines.getByRole("button", { name: "Key result", exact: true }).click();
          await ines.getByLabel("What is measured").fill(title);
          await ines.getByLabel("Where it stands").fill(from);
          await ines.getByLabel("The aim").fill(to);
          await ines.getByRole("button", { name: "Add key result" }).click();
          await expect(ines.getByText(title, { exact: true })).toBeVisible();
        }
        await ines.getByLabel("Value now").first().fill("6.2");
        await ines.getByLabel("How sure, 1 to 10").first().fill("8");
        await ines.getByRole("button", { name: "Check in" }).first().click();
        await expect(ines.getByText("Ines 8 of 10")).toBeVisible();
      });

      await test.step("from the need she makes a feature, fills it, scores it and places it", async () => {
        await ines.goto(`${server.url}/larkbill/items/INV-1`);
        await ines.getByRole("button", { name: "Serves it" }).click();
        await ines.getByRole("button", { name: "Feature", exact: true }).click();
        await ines.getByLabel("Our answer, in a few words").fill("A tone for each customer");
        await ines.getByRole("button", { name: "Add feature" }).click();
        await expect(ines.getByRole("heading", { name: "A tone for each customer" })).toBeVisible();
        await expect(ines.locator(".fields")).toContainText("Chase late payers without souring things");
        await write(ines, "In scope", "Two tones.");
        await expect(ines.getByLabel("Reach")).toHaveValue("1");
        await ines.getByLabel("Impact").fill("2");
        await ines.getByLabel("Confidence").fill("80");
        await ines.getByLabel("Effort").fill("0.5");
        await ines.getByRole("button", { name: "Score it" }).click();
        await expect(ines.getByText("3.2:")).toBeVisible();
        await ines.getByLabel("Horizon").selectOption("now");
        await expect(ines.getByText("INV-6 is planned for: now.")).toBeVisible();
        await ines.getByLabel("From").fill("2026-12-01");
        await ines.getByLabel("To", { exact: true }).fill("2027-01-31");
        await ines.getByRole("button", { name: "Plan it" }).click();
        await expect(ines.getByText("December 2026 to January 2027")).toBeVisible();
      });

      await test.step("she offers it; the owner asks, sends it back, and takes it when it comes again", async () => {
        await page.goto(`${server.url}/larkbill/INV/today`);
        await ines.getByRole("link", { name: "Agreement" }).click();
        await ines.getByRole("button", { name: "Offer it" }).click();
        await page.getByRole("link", { name: "Read and take: A tone for each customer" }).click();
        await page.getByLabel("Ask in the thread").fill("Does the ledger change?");
        await page.getByRole("button", { name: "Ask", exact: true }).click();
        await expect(ines.getByText("Does the ledger change?")).toBeVisible();
        await page.getByLabel("Why not like this").fill("Two are too few");
        await page.getByRole("button", { name: "Send back" }).click();
        await expect(ines.getByText("Being shaped: Two are too few")).toBeVisible();
        await ines.goto(`${server.url}/larkbill/items/INV-6`);
        await write(ines, "In scope", "Three tones.");
        await ines.getByRole("link", { name: "Agreement" }).click();
        await ines.getByRole("button", { name: "Offer it" }).click();
        await page.getByRole("button", { name: "Take it" }).click();
        await expect(page.getByText("INV-6 is taken. Write stories under it.")).toBeVisible();
      });

      await test.step("she writes stories under it, and sees what changed since she took it", async () => {
        await page.goto(`${server.url}/larkbill/items/INV-6`);
        for (const title of ["Three tones to choose from", "A standard tone", "See a reminder in each tone"]) {
          await page.getByRole("button", { name: "Story", exact: true }).click();
          await page.getByRole("dialog").getByLabel("Title").fill(title);
          await page.getByRole("button", { name: "Add story" }).click();
          await expect(page.getByRole("link", { name: title })).toBeVisible();
        }
        await ines.goto(`${server.url}/larkbill/items/INV-6`);
        await expect(ines.locator(".facts")).toContainText("Accepted 0 of 3");
        await write(ines, "In scope", "Four tones.");
        await expect(page.getByText("One field changed since it was taken.")).toBeVisible();
        await page.getByRole("link", { name: "See the change" }).click();
        await expect(page.locator(".oldnew")).toContainText("Three tones.");
        await expect(page.locator(".oldnew")).toContainText("Four tones.");
        await page.getByRole("button", { name: "Take the change" }).click();
        await expect(page.locator(".oldnew")).toHaveCount(0);
      });

      await test.step("on the line every step is one click, both ways", async () => {
        await page.goto(`${server.url}/larkbill/INV/line?item=INV-7`);
        const sentence = page.locator(".sentence");
        await expect(sentence).toContainText("Three tones to choose from. It is part of A tone for each customer, which answers Chase late payers without souring things and serves Invoices are paid on time, towards Every firm is paid on the day it expects.");
        await expect(page.getByText("the same stern words")).toBeVisible();
        await page.locator(".knot.on", { hasText: "A tone for each customer" }).click();
        await expect(sentence).toContainText("It is built by");
      });
      await inesContext.close();
    });

    test("axe finds nothing on any page, in light and dark, wide and narrow", async ({ browser }) => {
      test.setTimeout(120_000);
      const places = ["INV/today", "INV/vision", "items/LARK-5", "INV/roadmap", "INV/roadmap?view=time", "items/INV-6", "items/INV-6/agreement", "INV/line", "INV/line?item=INV-7", "INV/backlog", "items/INV-2", "items/INV-1", "INV/inbox", "INV/inbox?open=3", "INV/needs", "customers", "INV/people", "INV/history", "account"];
      for (const [colorScheme, viewport] of [
        ["light", { width: 1440, height: 900 }],
        ["dark", { width: 1440, height: 900 }],
        ["light", { width: 390, height: 844 }],
        ["dark", { width: 390, height: 844 }],
      ]) {
        const context = await browser.newContext({ colorScheme, viewport });
        const page = await context.newPage();
        await page.goto(`${server.url}/larkbill/sign-in`);
        await clean(page, "sign-in");
        await page.getByLabel("Email").fill("mira@larkbill.example");
        await page.getByLabel("Password").fill("tall trees sway");
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
        for (const place of places) {
          await page.goto(`${server.url}/larkbill/${place}`);
          await clean(page, `${place} ${colorScheme} ${viewport.width}`);
        }
        await context.close();
      }
    });

    function mailTo(address) {
      try {
        return server.mails().findLast((mail) => mail.to === address)?.link;
      } catch {
        return undefined;
      }
    }
  });
}

async function clean(page, name) {
  const found = await new AxeBuilder({ page }).analyze();
  const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  expect(told, name).toEqual([]);
}
