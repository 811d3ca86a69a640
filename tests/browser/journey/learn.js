// What the manager sets out to learn: a study, an interview whose words lead to a need, what a feature rests on, the tree;
// and for whom it is: a segment and a persona with the customers' own words behind it.
import { expect, test } from "../world.js";
import { markWords } from "./windows.js";

const NEED = "Chase late payers without souring things";
const FEATURE = "A tone for each customer";

export async function learn({ at, ines }) {
  await test.step("an interview is held, and its words lead to a need", async () => {
    await ines.goto(at("INV/research"));
    await ines.getByRole("button", { name: "Ask a question" }).click();
    const study = ines.getByRole("dialog", { name: "New study" });
    await study.getByLabel("What do you want to know?").fill("Why are reminders switched off?");
    await study.getByRole("button", { name: "Add study" }).click();
    await expect(ines.getByRole("heading", { name: "Why are reminders switched off?" })).toBeVisible();
    await ines.keyboard.press("i");
    const talk = ines.getByRole("dialog", { name: "New interview" });
    await talk.getByLabel("Contact").selectOption({ label: "Eva Field, Morrowfield Farm Supply" });
    await talk.getByRole("button", { name: "Add interview" }).click();
    await expect(ines.getByRole("heading", { name: "Morrowfield Farm Supply", level: 1 })).toBeVisible();
    await expect(ines.getByLabel("Notes", { exact: true })).toHaveCount(0);
    await ines.getByLabel("How it was given").fill("on the recording");
    await ines.getByRole("button", { name: "Say so" }).click();
    await ines.getByLabel("Notes", { exact: true }).fill("I saw what had gone to a friend, and I switched it off.");
    await ines.getByRole("button", { name: "Keep the notes" }).click();
    await markWords(ines, "what had gone to a friend");
    await ines.getByLabel("Need", { exact: true }).selectOption({ label: await ines.locator("#link-need option", { hasText: NEED }).first().textContent() });
    await ines.getByRole("button", { name: "Link", exact: true }).click();
    await expect(ines.locator("mark.linked")).toHaveText("what had gone to a friend");
  });

  await test.step("what a feature rests on is tried, and its evidence cites the result", async () => {
    await ines.goto(at("INV/tree"));
    await ines.getByRole("link", { name: FEATURE }).first().click();
    await ines.getByRole("button", { name: "Assumption" }).click();
    const dialog = ines.getByRole("dialog", { name: "New assumption" });
    await dialog.getByLabel("What must be true for it to help").fill("Gentle reminders are paid as soon");
    await dialog.getByLabel("Importance").selectOption("5");
    await dialog.getByRole("button", { name: "Add assumption" }).click();
    await expect(ines.getByText("The riskiest assumption is not tried yet:")).toBeVisible();
    const rest = ines.locator(".rest");
    await rest.locator("summary", { hasText: "Try it" }).click();
    await rest.getByLabel("What you expect").fill("They are paid no later");
    await rest.getByLabel("What is measured").fill("Days to the payment");
    await rest.getByLabel("From when on it counts").fill("Half a day at most");
    await rest.getByRole("button", { name: "Plan the experiment" }).click();
    await rest.locator("summary", { hasText: "Conclude" }).click();
    await rest.getByLabel("What came out").fill("6.1 days against 6.3.");
    await rest.getByRole("button", { name: "Conclude" }).click();
    await expect(ines.locator(".cites")).toContainText("6.1 days against 6.3.");
    await expect(ines.getByText("The riskiest assumption is not tried yet:")).toHaveCount(0);
  });

  await test.step("the tree is walked by the keyboard down to the experiment", async () => {
    await ines.goto(at("INV/tree"));
    await ines.getByRole("link", { name: "Gentle reminders are paid as soon" }).first().focus();
    await ines.keyboard.press("ArrowRight");
    await expect(ines.getByRole("link", { name: "They are paid no later" }).first()).toBeFocused();
    await ines.keyboard.press("Enter");
    await expect(ines).toHaveURL(/#experiment-/);
  });

  await test.step("a rule is tried, added, and says who asks for a need", async () => {
    await ines.goto(at("INV/market/segments"));
    await ines.getByRole("button", { name: "Make a segment" }).click();
    const dialog = ines.getByRole("dialog", { name: "New segment" });
    await dialog.getByLabel("Name").fill("Larger accounts");
    await dialog.getByRole("button", { name: "Add segment" }).click();
    await ines.getByLabel("Value").fill("30000");
    await ines.getByRole("button", { name: "See how many" }).click();
    await expect(ines.getByText("With it: 1 customer, €33.5k a year.")).toBeVisible();
    await ines.getByRole("button", { name: "Add it" }).click();
    await expect(ines.getByRole("row", { name: /Morrowfield Farm Supply/ })).toBeVisible();
    await expect(ines.getByRole("row", { name: new RegExp(NEED) })).toBeVisible();
  });

  await test.step("a persona says what it wants, in a customer's words", async () => {
    await ines.goto(at("INV/market/personas"));
    await ines.getByRole("button", { name: "Describe somebody" }).click();
    const dialog = ines.getByRole("dialog", { name: "New persona" });
    await dialog.getByLabel("Who is it?").fill("The seller with a season");
    await dialog.getByRole("button", { name: "Add persona" }).click();
    await ines.getByLabel("What stands in their way").fill("Reminders reach friends");
    await ines.locator("#add-pain").getByRole("button", { name: "Add" }).click();
    await ines.locator("summary", { hasText: "Back it with a quote" }).click();
    await ines.getByLabel("Quote").selectOption({ label: "Morrowfield Farm Supply: what had gone to a friend" });
    await ines.getByRole("button", { name: "Stands behind it" }).click();
    await expect(ines.locator(".quote.behind")).toContainText("what had gone to a friend");
  });
}
