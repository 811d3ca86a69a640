// The owner asks somebody by name; that person is told while the page is open, answers, and is done with it by key.
import { expect, test } from "../world.js";

export async function talk({ at, mira, tess, ines }) {
  const row = (page) => page.locator(".rows.told .row", { hasText: "INV-9" });

  await test.step("a name is offered after the sign, and taken by key", async () => {
    await tess.goto(at("notifications"));
    await expect(tess.getByRole("heading", { name: "Notifications", exact: true })).toBeVisible();
    await mira.goto(at("items/INV-9"));
    const box = mira.getByPlaceholder("Write a comment, or @ to name someone");
    await mira.keyboard.press("r");
    await expect(box).toBeFocused();
    await mira.keyboard.type("@te");
    await expect(mira.getByRole("listbox", { name: "People" }).getByRole("option", { name: "Tess" })).toBeVisible();
    await mira.keyboard.press("Enter");
    await expect(box).toHaveValue("@Tess ");
    await mira.keyboard.type("does INV-8 wait for **this**?");
    await mira.getByRole("button", { name: "Comment" }).click();
    const said = mira.locator("#talk .talk > li");
    await expect(said.locator(".mention")).toHaveText("@Tess");
    await expect(said.locator("strong")).toHaveText("this");
    await expect(said.getByRole("link", { name: "INV-8" })).toBeVisible();
    await expect(box).toHaveValue("");
  });

  await test.step("who is named is told in the open page, and opening it reads it", async () => {
    await expect(row(tess)).toContainText("you are named");
    await expect(row(tess)).toContainText("does INV-8 wait");
    await expect(row(tess)).toHaveClass(/unread/);
    await row(tess).getByRole("link").click();
    await expect(tess.locator("#talk .talk > li")).toHaveCount(1);
    await tess.getByPlaceholder("Write a comment, or @ to name someone").fill("No, it does not.");
    await tess.getByRole("button", { name: "Comment" }).click();
    await expect(tess.locator("#talk .talk > li")).toHaveCount(2);
    await expect(mira.locator("#talk .talk > li")).toHaveCount(2);
    await tess.goto(at("notifications"));
    await expect(row(tess)).not.toHaveClass(/unread/);
  });

  await test.step("one's own words are edited in place and say so", async () => {
    const own = tess.locator("#talk .talk > li").last();
    await tess.goto(at("items/INV-9"));
    await own.getByRole("button", { name: "Edit: Comment" }).click();
    await own.getByLabel("Comment", { exact: true }).fill("No. Only INV-7 does.");
    await own.getByRole("button", { name: "Save" }).click();
    await expect(own).toContainText("Only INV-7 does.");
    await own.getByText("edited").click();
    await expect(own.getByText("No, it does not.")).toBeVisible();
  });

  await test.step("it is done by key, and comes back from there", async () => {
    await tess.goto(at("notifications"));
    await expect(row(tess)).toBeVisible();
    await tess.keyboard.press("j");
    while (!(await row(tess).getAttribute("class")).includes("cursor")) await tess.keyboard.press("j");
    await tess.keyboard.press("e");
    await expect(row(tess)).toHaveCount(0);
    await tess.getByRole("link", { name: "Done", exact: true }).click();
    await row(tess).getByRole("button", { name: "Open again" }).click();
    await expect(row(tess)).toHaveCount(0);
    await tess.getByRole("link", { name: "All", exact: true }).click();
    await expect(row(tess)).toBeVisible();
  });

  await test.step("following ends by key", async () => {
    await mira.goto(at("items/INV-9"));
    await expect(mira.getByRole("button", { name: "Unfollow" })).toBeVisible();
    await mira.keyboard.press("w");
    await expect(mira.getByRole("button", { name: "Follow", exact: true })).toBeVisible();
    await expect(mira.locator("#toasts")).toContainText("You no longer follow INV-9.");
  });

  await test.step("what a customer said is recorded from any page, and whoever did sees what becomes of it", async () => {
    await tess.goto(at("INV/backlog"));
    await tess.keyboard.press("+");
    const dialog = tess.getByRole("dialog", { name: "What a customer said" });
    await expect(dialog.getByLabel("In their own words")).toBeFocused();
    await dialog.getByRole("button", { name: "Put it into the inbox" }).click();
    await expect(dialog).toBeVisible();
    await tess.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await tess.keyboard.press("+");
    await dialog.getByLabel("In their own words").fill("Can the letters be larger?");
    await dialog.getByRole("button", { name: "Put it into the inbox" }).click();
    await expect(tess.locator("#toasts")).toContainText("What they said is in the inbox.");
    await expect(dialog).toHaveCount(0);
    await expect(tess).toHaveURL(/INV\/backlog/);
    await tess.goto(at("recorded"));
    await expect(tess.locator(".recorded li")).toContainText("It waits in the inbox.");
    await ines.goto(at("INV/inbox?state=new"));
    await expect(ines.locator(".letter")).toContainText("Can the letters be larger?");
    await ines.getByRole("button", { name: "Put aside" }).click();
    await expect(tess.locator(".recorded li")).toContainText("It was read and put aside.");
  });
}
