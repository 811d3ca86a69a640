// The page scrolls inside <main>, so what a browser does for whole pages is done here: Back returns
// to where one was, and after a visit the focus (and with it a screen reader) begins at the new page.
import { announce } from "./announce.js";

/** @type {Map<string, number>} how far down each visited page was, by Turbo's name of the visit */
const places = new Map();
let here = nameOfVisit();
let action;

document.addEventListener("turbo:visit", ({ detail }) => {
  action = detail.action;
  places.set(here, main()?.scrollTop ?? 0);
});

document.addEventListener("turbo:render", ({ detail }) => {
  if (detail.renderMethod === "morph") return;
  here = nameOfVisit();
  if (action === "restore" && main()) main().scrollTop = places.get(here) ?? 0;
});

document.addEventListener("turbo:load", () => {
  here = nameOfVisit();
  if (!action || action === "replace") return;
  action = undefined;
  announce(document.title);
  if (document.activeElement === document.body) main()?.focus({ preventScroll: true });
});

function main() {
  return document.querySelector("main.page");
}

function nameOfVisit() {
  return history.state?.turbo?.restorationIdentifier;
}
