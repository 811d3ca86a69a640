// What a manager, an owner, somebody of the team, a stakeholder and a customer do with the real program, on each engine.
import { engines, serve } from "./product.js";
import { expect, test } from "./world.js";
import { accept } from "./journey/accept.js";
import { agree } from "./journey/agree.js";
import { align } from "./journey/align.js";
import { ask } from "./journey/ask.js";
import { attach } from "./journey/attach.js";
import { build } from "./journey/build.js";
import { hear } from "./journey/hear.js";
import { imagine } from "./journey/imagine.js";
import { learn } from "./journey/learn.js";
import { walk } from "./journey/line.js";
import { plan } from "./journey/plan.js";
import { release } from "./journey/release.js";
import { talk } from "./journey/talk.js";
import { watch } from "./journey/watch.js";
import { look } from "./journey/pages.js";
import { openWindow } from "./journey/windows.js";

const PARTS = [
  ["a customer's words become a need, and stories stand in an order", hear],
  ["the manager and the owner come to an agreement about a feature", agree],
  ["a team of three plans a sprint and starts it", plan],
  ["the team builds it on the board", build],
  ["people ask each other, and each is told of what concerns them", talk],
  ["a file is attached to a story, seen by others, removed and brought back", attach],
  ["the owner accepts it, closes the sprint and declares the feature complete", accept],
  ["it is released, customers are told and asked, and the outcome is concluded", release],
  ["the line is walked both ways, and a change is taken back", walk],
  ["everyone is kept aligned: what was decided, the roadmap and an update", align],
  ["a stakeholder records, proposes, comments and reads, and may change no more", watch],
  ["a customer reads, asks and is heard without an account", ask],
  ["the manager tries another pace in a scenario, and the owner looks on", imagine],
  ["the manager learns from an interview, an experiment, a segment and a persona", learn],
];

for (const engine of engines) {
  test.describe(`on the ${engine} engine`, () => {
    test.describe.configure({ mode: "serial" });
    const cast = { errors: [] };

    test.beforeAll(async ({ browser }) => {
      cast.server = await serve(engine);
      cast.browser = browser;
      cast.at = (place) => `${cast.server.url}/larkbill/${place}`;
      for (const name of ["mira", "ines", "tess", "lena"]) cast[name] = await openWindow(browser, cast.errors);
    });
    test.afterAll(async () => {
      for (const name of ["mira", "ines", "tess", "lena"]) await cast[name].context().close();
      expect(await cast.server.stop()).toBe(0);
    });
    test.afterEach(() => {
      expect(cast.errors.splice(0)).toEqual([]);
    });

    for (const [title, part] of PARTS) {
      test(title, async () => {
        test.setTimeout(120_000);
        await part(cast);
      });
    }

    // The pages are the same on each engine, and there are many looks.
    if (engine === engines[0]) {
      test("every page is accessible, in light and dark, wide and narrow", async () => {
        // Every page in four looks.
        test.setTimeout(1_500_000);
        await look(cast);
      });
    }
  });
}
