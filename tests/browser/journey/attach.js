// A file on a story: chosen, dropped, pasted; seen by others at once, opened, refused, removed and brought back.
import { expect, test } from "../world.js";

// One red pixel.
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

export async function attach({ at, mira, tess }) {
  const files = (page) => page.locator("#attachments > .files > li");
  const file = (page, name) => files(page).filter({ hasText: name });
  const field = (page) => page.getByLabel("Attach files");
  const picture = (name) => ({ name, mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });

  await test.step("a picture is chosen, and whoever has the story open sees it", async () => {
    await mira.goto(at("items/INV-2"));
    await tess.goto(at("items/INV-2"));
    await expect(files(mira)).toHaveCount(0);
    await field(tess).setInputFiles(picture("three tones.png"));
    await expect(file(tess, "three tones.png")).toContainText("Tess");
    await expect(tess.locator("#toasts")).toContainText("“three tones.png” is attached to INV-2.");
    await expect(file(mira, "three tones.png").getByRole("link")).toBeVisible();
    const shown = file(mira, "three tones.png").locator("img");
    await expect.poll(() => shown.evaluate((image) => image.naturalWidth)).toBe(1);
    await expect(field(tess)).toHaveValue("");
  });

  await test.step("opened it is a picture and nothing that runs", async () => {
    const [opened] = await Promise.all([
      mira.waitForEvent("popup"),
      file(mira, "three tones.png").getByRole("link").click(),
    ]);
    await opened.waitForLoadState();
    const { headers } = await opened.evaluate(async () => {
      const answered = await fetch(location.href).catch(() => undefined);
      return { headers: answered ? [...answered.headers] : [] };
    });
    // The page of the file may not even ask for itself.
    expect(headers).toEqual([]);
    await opened.close();
    const href = await file(mira, "three tones.png").getByRole("link").getAttribute("href");
    const answered = await mira.request.get(new URL(href, mira.url()).href);
    expect(answered.headers()["content-security-policy"]).toBe("sandbox; default-src 'none'");
    expect(answered.headers()["content-disposition"]).toContain("inline");
  });

  await test.step("files are dropped onto the page and pasted into it", async () => {
    const hand = await tess.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["Pellworth wants a firm tone."], "call.txt", { type: "text/plain" }));
      return data;
    });
    await tess.dispatchEvent("h1", "dragover", { dataTransfer: hand });
    await expect(tess.locator("attach-files")).toHaveAttribute("data-over", "");
    await tess.dispatchEvent("h1", "drop", { dataTransfer: hand });
    await expect(file(tess, "call.txt")).toBeVisible();
    await expect(tess.locator("attach-files")).not.toHaveAttribute("data-over", "");
    await tess.evaluate((pixel) => {
      const bytes = Uint8Array.from(atob(pixel), (c) => c.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, PIXEL);
    await expect(file(tess, "image.png")).toBeVisible();
    await expect(files(mira)).toHaveCount(3);
  });

  await test.step("what may not be kept says why beside the field", async () => {
    await field(tess).setInputFiles({ name: "page.html", mimeType: "image/png", buffer: Buffer.from("<!doctype html><p>") });
    await expect(tess.locator("#attach field-refusal")).toContainText("“page.html” is no picture");
    await expect(files(tess)).toHaveCount(3);
  });

  await test.step("it is removed, which is undone, and removed again", async () => {
    await tess.goto(at("items/INV-2"));
    await file(tess, "call.txt").getByRole("button", { name: "Remove call.txt" }).click();
    await expect(files(mira)).toHaveCount(2);
    await tess.locator("#toasts").getByRole("button", { name: "Undo" }).click();
    await expect(file(tess, "call.txt")).toBeVisible();
    await expect(files(mira)).toHaveCount(3);
    await file(tess, "image.png").getByRole("button", { name: "Remove image.png" }).click();
    await expect(files(tess)).toHaveCount(2);
    await tess.getByText("Removed", { exact: false }).first().click();
    await expect(tess.getByRole("button", { name: "Restore image.png" })).toBeVisible();
  });
}
