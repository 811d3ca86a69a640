// A team of three plans a sprint: who is there, what each story costs, a proposal with reasons, an objection, a swap.
import { cleanInBothThemes } from "../accessible.js";
import { expect, test } from "../world.js";
import { addCriterion, invite, join, markWords } from "./windows.js";

const STORIES = `As a clerk, I want to see who was reminded, so that I do not remind twice.
As a clerk, I want to print the list of the late, so that I can ring them.
As an auditor, I want to read every reminder, so that I can vouch for them.
`;
/** What the team says a story costs. The others have no estimate. */
const ESTIMATES = { "INV-7": "3", "INV-8": "2", "INV-9": "5", "INV-4": "2", "INV-2": "2" };

export const planned = (page) => page.getByRole("region", { name: /^(In the sprint|Proposed)$/ }).locator(".why > li > .key");

export async function plan(cast) {
  await prepare(cast);
  await setUp(cast);
  await reasons(cast);
  await choose(cast);
  await agreeAndStart(cast);
}

/** Over the backlog, beside the story, and on a page of their own. */
async function reasons({ at, tess }) {
  await test.step("why a story stands where it stands is told where the pointer rests, with a key, and on a page", async () => {
    await tess.goto(at("INV/backlog"));
    const card = tess.locator(".reasons-card");
    await tess.locator("#row-7 .rank").hover();
    await expect(card).toContainText(/Place \d of 9 to do/);
    await expect(card).toContainText("2 customers ask for it, each counted once: €61.9k a year, the largest 54% of it.");
    await tess.locator("h1").hover();
    await expect(card).toHaveCount(0);
    await tess.keyboard.press("j");
    await tess.keyboard.press("y");
    await expect(card).toBeFocused();
    await expect(card).toContainText("In the next plan");
    await cleanInBothThemes(tess, "the card of reasons");
    await tess.keyboard.press("Escape");
    await expect(card).toHaveCount(0);
    await expect(tess.locator(".row.cursor .row-link")).toBeFocused();
    await tess.goto(at("items/INV-2"));
    await tess.getByRole("link", { name: "why it stands there" }).click();
    await expect(tess.getByRole("heading", { name: "Why it stands there" })).toBeVisible();
    await expect(tess.locator("#reasons")).toContainText("In the next plan");
  });
}

async function prepare(cast) {
  const { server, at, mira, ines, tess } = cast;

  await test.step("a second customer said it, too; she may not be written to", async () => {
    await ines.goto(at("INV/inbox?state=new"));
    await expect(ines.getByRole("heading", { name: "Morrowfield Farm Supply" })).toBeVisible();
    await markWords(ines, "Sixty days is normal, not late.");
    await ines.getByLabel("Need", { exact: true }).selectOption({ label: "INV-1 Chase late payers without souring things" });
    await ines.getByRole("button", { name: "Link", exact: true }).click();
    await ines.goto(at("items/INV-1"));
    await expect(ines.locator(".facts")).toContainText("2 customers");
    await expect(ines.locator(".facts")).toContainText("€61.9k a year, each counted once");
  });

  await test.step("a backlog from elsewhere joins the one that is here", async () => {
    await mira.goto(at("INV/backlog"));
    server.run("import", "stories", server.file("stories.txt", STORIES), "--workspace", "larkbill", "--product", "INV");
    await expect(mira.locator(".rows .row-link")).toHaveCount(9);
  });

  await test.step("the owner says what a story is accepted by", async () => {
    await mira.goto(at("items/INV-7"));
    await addCriterion(mira, { Given: "a new customer", When: "the first reminder is due", Then: "the standard tone is used" });
    await addCriterion(mira, { Given: "a customer in Austria", When: "a firm reminder is sent", Then: "the amount of the fee is not named" });
  });

  await test.step("three people of the team are invited, and one of them joins", async () => {
    for (const name of ["Tess", "Ole", "Pia"]) await invite(cast, name, "Team");
    await join(cast, tess, "Tess");
  });
}

async function setUp({ at, mira, tess }) {
  await test.step("the team gets a name, a sprint its days and its goal", async () => {
    await mira.goto(at("INV/plan"));
    await mira.getByLabel("Name of the team").fill("Harbour");
    await mira.getByRole("button", { name: "Add team" }).click();
    await mira.getByLabel("Sprint goal").fill("A clerk sends a reminder in the right tone");
    const [first, last] = twoWeeks();
    await mira.getByLabel("First day").fill(first);
    await mira.getByLabel("Last day").fill(last);
    await mira.getByRole("button", { name: "Plan the sprint" }).click();
    await expect(mira.getByRole("heading", { name: "Sprint 1" })).toBeVisible();
  });

  await test.step("without a word on capacity the plan goes by rank and count, and says so", async () => {
    await expect(mira.getByText("Nobody has said what they can do, and no sprint was closed yet, so nothing limits the plan.")).toBeVisible();
    await mira.keyboard.press("p");
    await expect(mira.getByText("6 of the stories have no accounts behind them: their rank is their value.")).toBeVisible();
    await expect(planned(mira)).toHaveCount(9);
    await mira.getByRole("link", { name: "Leave it as it was" }).click();
    await expect(planned(mira)).toHaveCount(0);
  });

  await test.step("three people can do fourteen points, one of them being away for two days", async () => {
    await mira.getByText("Add somebody").click();
    for (const [name, points] of [["Tess", "8"], ["Ole", "5"], ["Pia", "2"]]) {
      await mira.getByLabel("Who").selectOption({ label: name });
      await mira.getByLabel("Points in ten working days").fill(points);
      await mira.getByRole("button", { name: "Add", exact: true }).click();
      await expect(person(mira, name)).toBeVisible();
    }
    await person(mira, "Ole").getByText("Change", { exact: true }).click();
    await person(mira, "Ole").getByLabel("Away from").fill(twoWeeks()[0]);
    await person(mira, "Ole").getByLabel("to", { exact: true }).fill(twoWeeks(1)[0]);
    await person(mira, "Ole").getByRole("button", { name: "Away", exact: true }).click();
    await expect(person(mira, "Ole")).toContainText("away 2 days");
    await expect(person(mira, "Ole")).toContainText("of 4");
    await expect(mira.locator(".cut")).toContainText("0 of 14 points");
  });

  await test.step("a member of the team estimates; what has no estimate counts as one point, and the page says so", async () => {
    for (const [key, points] of Object.entries(ESTIMATES)) {
      await tess.goto(at(`items/${key}`));
      await tess.getByLabel("Size in points").fill(points);
      await tess.getByLabel("Size in points").press("Enter");
      await expect(tess.locator("#toasts")).toContainText(key);
    }
    await expect(mira.locator("#story-9 .est")).toHaveText("5");
    await mira.getByRole("link", { name: "Propose" }).click();
    await expect(mira.getByText("4 have no estimate and count as one point each.")).toBeVisible();
  });
}

async function choose({ at, mira, tess, ines }) {
  await test.step("a proposal is taken, and every window follows", async () => {
    for (const window of [tess, ines]) await window.goto(at("INV/plan"));
    await expect(planned(mira)).toHaveText(["INV-4", "INV-3", "INV-7", "INV-8", "INV-9", "INV-10"]);
    await expect(mira.locator(".cut")).toContainText("12 of 14 points");
    await mira.getByRole("button", { name: "Take this proposal" }).click();
    for (const window of [mira, tess, ines]) await expect(planned(window)).toHaveText(["INV-4", "INV-3", "INV-7", "INV-8", "INV-9", "INV-10"]);
    await expect(tess.locator(".figures")).toContainText("€61.9k");
  });

  await test.step("the owner swaps one story for another", async () => {
    await mira.getByRole("button", { name: "Take out INV-4" }).click();
    await expect(planned(mira)).not.toContainText(["INV-4"]);
    await mira.getByRole("button", { name: "Put in INV-2" }).click();
    for (const window of [mira, tess]) await expect(planned(window)).toHaveText(["INV-2", "INV-3", "INV-7", "INV-8", "INV-9", "INV-10"]);
  });
}

async function agreeAndStart({ mira, tess }) {
  await test.step("somebody of the team objects; the sprint does not start before she is answered", async () => {
    const story = tess.locator("#story-9");
    await story.getByText("Object", { exact: true }).first().click();
    await story.getByLabel("Why").fill("The preview has no test data");
    await story.getByRole("button", { name: "Object" }).click();
    await expect(mira.getByText("The preview has no test data")).toBeVisible();
    await mira.getByRole("button", { name: "Start sprint" }).click();
    await expect(mira.getByText("An objection waits for an answer. Answer it first.")).toBeVisible();
    const answer = mira.locator("form", { has: mira.getByRole("button", { name: "Answer Tess" }) });
    await answer.getByLabel("Answer").fill("The ledger of the test firm will do");
    await answer.getByRole("button", { name: "Answer Tess" }).click();
    await expect(tess.locator("#story-9")).toContainText("The ledger of the test firm will do");
  });

  await test.step("she agrees, and the sprint starts", async () => {
    await tess.getByRole("button", { name: "I agree" }).click();
    await expect(mira.getByText("agreed", { exact: true })).toBeVisible();
    await mira.getByRole("button", { name: "Start sprint" }).click();
    await expect(mira).toHaveURL(/sprints\/1$/);
    await expect(mira.locator(".figures").first()).toContainText("0 of 12 points planned");
    await expect(tess.getByRole("heading", { name: "No sprint is planned" })).toBeVisible();
  });
}

const person = (page, name) => page.locator(".person", { hasText: name });

/** The first and the last day of two working weeks that begin on the next Monday, or so many days later. */
function twoWeeks(later = 0) {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7 || 7) + later);
  const first = day.toISOString().slice(0, 10);
  day.setUTCDate(day.getUTCDate() + 11);
  return [first, day.toISOString().slice(0, 10)];
}
