// Keeps a page true: it says what it shows (<meta name="live">), hears what changed, and renews
// itself by fetching its own address. What the change was it never learns from the stream.
import { fieldsIn, isDirty } from "./field-value.js";
import { hold, isHeld, timesHeld } from "./hold.js";
import { LiveStream } from "./live-stream.js";

const visible_ms = 30;
const hidden_ms = 2000;
const again_ms = 2000;
/** On the body of a page that was fetched here, until it is shown. */
const mark = "data-fetched";

/** The newest change heard of each noun, also while a page was on its way. */
const heard = new Map();
let wanted = false;
let mustLook = false; // told to look whatever the numbers say
let running = false;
let renewedFrom;
/** Where and when the page was asked for that is on its way. */
let asked = {};
let timer;
let link;
let address;

document.addEventListener("turbo:load", start);
document.addEventListener("hold:over", schedule);
document.addEventListener("visibilitychange", () => wanted && schedule());
document.addEventListener("live:look-again", () => page() && look());
addEventListener("pagehide", () => link?.leave());
addEventListener("pageshow", ({ persisted }) => persisted && start());

/** @returns {{address: string, seq: number, shows: string[]} | undefined} */
function page() {
  const meta = document.querySelector('meta[name="live"]');
  if (!meta) return undefined;
  const shows = (meta.dataset.shows ?? "").split(/\s+/).filter(Boolean);
  return { address: new URL(meta.content, location.href).href, seq: Number(meta.dataset.seq), shows };
}

function start() {
  const here = page();
  if (!here) return link?.leave();
  link ??= connect();
  if (here.address !== address) heard.clear(); // another workspace counts its own changes
  address = here.address;
  link.join(address, here.seq);
  // A page that did not get newer (a replica lags) is not asked again in a tight circle.
  if (here.shows.some((noun) => (heard.get(noun) ?? 0) > here.seq)) want(here.seq === renewedFrom ? again_ms : undefined);
  else if (mustLook) schedule();
  else wanted = false; // this page already has what was waited for
}

function connect() {
  if (typeof SharedWorker !== "function") return connectAlone();
  const worker = new SharedWorker(new URL("./live-worker.js", import.meta.url), { type: "module", name: "live" });
  worker.port.onmessage = ({ data }) => hear(data);
  let joined;
  return {
    join(address, seq) {
      if (address === joined) return;
      joined = address;
      worker.port.postMessage({ address, seq });
    },
    leave() {
      joined = undefined;
      worker.port.postMessage({});
    },
  };
}

function connectAlone() {
  let stream;
  return {
    join(address, seq) {
      if (stream?.address === address) return;
      stream?.close();
      stream = new LiveStream(address, seq, hear);
    },
    leave() {
      stream?.close();
      stream = undefined;
    },
  };
}

function hear({ news, lookAgain }) {
  const here = page();
  if (lookAgain) return here && look();
  const names = news.nouns.flatMap((noun) => (news.product ? [`${news.product}:${noun}`, noun] : [noun]));
  for (const name of names) heard.set(name, Math.max(news.seq, heard.get(name) ?? 0));
  if (here && news.seq > here.seq && here.shows.some((noun) => names.includes(noun))) want();
}

function look() {
  mustLook = true;
  want();
}

function want(wait_ms) {
  wanted = true;
  schedule(wait_ms);
}

/** Visible pages at once, hidden ones spread: a thousand tabs do not ask in the same moment. */
function schedule(wait_ms = document.hidden ? Math.random() * hidden_ms : visible_ms) {
  if (!wanted) return;
  clearTimeout(timer);
  timer = setTimeout(renew, typeof wait_ms === "number" ? wait_ms : visible_ms);
}

async function renew() {
  if (!wanted || running || isHeld() || isNavigating()) return; // each of these calls schedule when it ends
  wanted = mustLook = false;
  running = true;
  renewedFrom = page()?.seq;
  asked = { href: location.href, timesHeld: timesHeld() };
  const shown = await fetchAndShow();
  running = false;
  if (shown) schedule();
  else {
    mustLook = true;
    want(again_ms);
  }
}

/** False means: not now, try again. */
async function fetchAndShow() {
  try {
    const response = await fetch(asked.href, { headers: { accept: "text/html" } });
    const html = await response.text();
    if (location.href !== asked.href || isNavigating()) return true; // the person went on: their page is newer
    if (!isOvertaken()) return show(response, html);
    look();
    return true;
  } catch {
    return false;
  }
}

/** What the person did since the page was asked for is newer than that page. */
function isOvertaken() {
  return location.href !== asked.href || timesHeld() !== asked.timesHeld;
}

function show(response, html) {
  if (response.status >= 500) return false;
  const isSame = response.ok && !response.redirected;
  if (isSame && isOfNewerBuild(html) && fieldsIn(document).some(isDirty)) return true;
  const fetched = { statusCode: response.status, redirected: false, responseHTML: html.replace("<body", `<body ${mark}`) };
  const way = { action: "replace", shouldCacheSnapshot: false };
  const morph = { updateHistory: false, refresh: { method: "morph", scroll: "preserve" } };
  if (isSame) window.Turbo.visit(location.href, { ...way, ...morph, response: fetched });
  else window.Turbo.visit(location.href, way); // signed out, moved, gone: what the server says is shown
  return true;
}

// Turbo takes a frame or two to show a page, in which the person may do something.
document.addEventListener("turbo:before-render", ({ detail }) => {
  if (!detail.newBody.hasAttribute(mark)) return;
  detail.newBody.removeAttribute(mark);
  if (!isOvertaken()) return;
  detail.render = () => {};
  look();
});

/** After an upgrade Turbo loads the whole page anew, which would take what somebody is typing. */
function isOfNewerBuild(html) {
  const script = document.querySelector("script[data-turbo-track]")?.getAttribute("src");
  return !!script && !html.includes(`"${script}"`);
}

function isNavigating() {
  return !!window.Turbo.session.navigator.currentVisit;
}

// A form that is being posted brings its own new page: wait for it instead of renewing twice.
document.addEventListener("turbo:submit-start", ({ target }) => {
  const release = hold();
  const ended = ({ target: form, detail }) => {
    if (form !== target) return;
    document.removeEventListener("turbo:submit-end", ended);
    if (!detail.success || !detail.fetchResponse?.redirected) return release();
    document.addEventListener("turbo:load", release, { once: true });
    setTimeout(release, again_ms);
  };
  document.addEventListener("turbo:submit-end", ended);
});
