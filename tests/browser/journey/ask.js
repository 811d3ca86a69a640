// A customer, without an account: reads what was released and what comes, says what is needed, and sees nothing else.
import { expect, test } from "../world.js";
import { openWindow } from "./windows.js";

export async function ask({ server, at, browser, errors, ines }) {
  const visitor = await openWindow(browser, errors);
  const portal = (place = "") => `${server.url}/larkbill/portal/INV${place}`;

  await test.step("what was released and what comes is read by anybody", async () => {
    await visitor.goto(portal());
    await expect(visitor.locator(".article strong", { hasText: "how firmly" })).toBeVisible();
    await visitor.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Roadmap" }).click();
    await expect(visitor.getByRole("heading", { level: 1 })).toContainText("what comes");
    await visitor.goto(portal("/changelog"));
    await expect(visitor.getByRole("main")).toContainText("how firmly");
    const feed = await visitor.request.get(portal("/changelog.atom"));
    expect([feed.status(), feed.headers()["content-type"]]).toEqual([200, expect.stringContaining("application/atom+xml")]);
    expect(await feed.text()).toContain("4.8");
  });

  await test.step("a wish is said without an account, and arrives with its address", async () => {
    await ines.goto(at("INV/inbox?state=new"));
    await visitor.goto(portal("#say"));
    await visitor.getByLabel("In your own words").fill("Could it wait until the holidays are over?");
    await visitor.getByLabel("Name, if you like").fill("Ida Grist");
    await visitor.getByLabel("Email, if you like").fill("ida@gristmill.example");
    await visitor.getByRole("button", { name: "Send it" }).click();
    await expect(visitor.getByRole("status")).toContainText("Somebody will read it.");
    await expect(ines.locator(".letter")).toContainText("Could it wait until the holidays are over?");
    await expect(ines.locator(".letter")).toContainText("Ida Grist");
  });

  await test.step("said twice, it is one with one key", async () => {
    await visitor.goto(portal("#say"));
    await visitor.getByLabel("In your own words").fill("Could it please wait until the holidays are over?");
    await visitor.getByRole("button", { name: "Send it" }).click();
    await expect(visitor.getByRole("status")).toContainText("Somebody will read it.");
    await ines.goto(at("INV/inbox?state=new"));
    await expect(ines.locator("#said-before")).toContainText("alike");
    await ines.keyboard.press("d");
    await expect(ines.locator(".said-too")).toBeVisible();
    await ines.goto(at("INV/inbox?state=new"));
  });

  await test.step("nothing of the firm is open to them", async () => {
    for (const place of ["INV/today", "INV/backlog", "items/INV-6", "customers", "notifications"]) {
      await visitor.goto(at(place));
      await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();
    }
    const told = await visitor.request.get(`${server.url}/api/v1/larkbill/INV/today`);
    expect(told.status()).toBe(401);
  });

  await visitor.context().close();
  await ines.getByRole("button", { name: "Put aside" }).click();
  await expect(ines.locator(".letter")).not.toContainText("Could it wait until the holidays are over?");
}
