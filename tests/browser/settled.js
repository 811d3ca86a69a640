// Colours are judged when they have arrived, not while they fade in. What is cancelled on the way has arrived, too.

/** Waits for what moves on the page and comes to an end. */
export async function settled(page) {
  await page.evaluate(() => Promise.allSettled(
    document.getAnimations().filter((run) => run.effect.getComputedTiming().endTime < 2000).map((run) => run.finished),
  ));
}
