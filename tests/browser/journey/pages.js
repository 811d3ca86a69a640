// Every page as it stands at the end of the journey: axe finds nothing, and nothing is wider than its window.
import { cleanInBothThemes, fits, WINDOWS } from "../accessible.js";
import { openWindow, signIn } from "./windows.js";

const PLACES = [
  "INV/today", "INV/vision", "INV/vision/versions", "items/LARK-5", "INV/market", "INV/market/comparison", "INV/market/competitors", "INV/market/segments", "INV/market/personas", "INV/research", "INV/tree", "INV/tree?as=list", "INV/drift", "INV/drift?of=no_goal", "INV/roadmap", "INV/roadmap?view=time", "INV/roadmap/scenarios", "INV/roadmap/scenarios/1", "INV/scores", "items/INV-6", "items/INV-6/agreement",
  "INV/line", "INV/line?item=INV-7", "INV/backlog", "INV/backlog?beside=roadmap", "INV/backlog?worth=shown", "reasons/INV-2", "items/INV-2", "items/INV-1", "INV/inbox", "INV/inbox?open=3", "INV/needs",
  "customers", "doubles", "asking/INV-1", "merge/LARK-1", "merge/LARK-1?into=LARK-2", "INV/people", "INV/history", "INV/reports", "INV/calibration", "INV/intake", "recorded", "notifications", "notifications?show=done", "account", "INV/plan", "INV/sprints/ahead", "INV/sprints/1", "INV/board", "INV/acceptance",
  "INV/releases", "items/INV-13", "INV/outcomes", "INV/outcomes?open=6", "INV/decisions", "INV/audiences", "INV/updates", "portal/INV", "portal/INV/roadmap", "portal/INV/updates", "portal/INV/changelog", "INV/import", "INV/ways-in",
];

export async function look(cast) {
  await Promise.all(WINDOWS.map((viewport) => lookThrough(cast, viewport)));
}

async function lookThrough(cast, viewport) {
  const page = await openWindow(cast.browser, cast.errors, { viewport });
  await page.goto(cast.at("sign-in"));
  await cleanInBothThemes(page, `sign-in ${viewport.width}`);
  await signIn(cast, page, "Mira");
  for (const place of PLACES) {
    const name = `${place} ${viewport.width}`;
    await page.goto(cast.at(place));
    await cleanInBothThemes(page, name);
    await fits(page, name);
  }
  await page.context().close();
}
