// Colours are judged when they have arrived, not while they fade in. What is cancelled on the way has arrived, too; what nobody
// sees, as in a part that is folded up, stands still until it is shown.

/** Waits for what moves on the page and comes to an end. */
export async function settled(page) {
  await page.evaluate(() => {
    const comes = (run) => run.effect.getComputedTiming().endTime < 2000 && run.effect.target?.checkVisibility();
    return Promise.allSettled(document.getAnimations().filter(comes).map((run) => run.finished));
  });
}
