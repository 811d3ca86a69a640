// While something is under way that a renewed page would disturb (a drag, a post), the page is held.

let held = 0;
let times = 0;

/** Holds the page; call what comes back to let go. */
export function hold() {
  held += 1;
  times += 1;
  let over = false;
  return () => {
    if (over) return;
    over = true;
    held -= 1;
    if (held === 0) document.dispatchEvent(new Event("hold:over"));
  };
}

/** How often the page was held so far: a page asked for before the last of them is older than what it shows. */
export function timesHeld() {
  return times;
}

export function isHeld() {
  return held > 0;
}
