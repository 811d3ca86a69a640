// Whether a key belongs to the field or the dialog it was pressed in, and not to the page.

const typedIn = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

export function isTyping({ target, isComposing }) {
  return isComposing || !!target.closest?.(typedIn);
}

export function openModal() {
  return [...document.querySelectorAll("dialog:modal")].at(-1);
}

/** Single keys can be switched off (WCAG 2.1.4): <html data-single-keys="off">. */
export function singleKeysAreOn() {
  return document.documentElement.dataset.singleKeys !== "off";
}
