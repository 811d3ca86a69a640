// Small habits of forms: [data-submit-on-change] posts itself, [data-time-zone] learns the person's
// zone, and lists are not fetched ahead by hovering.

/** Forms with a change that was not posted yet: Enter changes and posts, which is one post. */
const changed = new Set();

document.addEventListener("change", ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-submit-on-change]")) return;
  changed.add(form);
  setTimeout(() => changed.delete(form) && form.isConnected && form.requestSubmit());
});

document.addEventListener("submit", ({ target }) => changed.delete(target), true);

document.addEventListener("turbo:load", () => {
  for (const input of document.querySelectorAll("input[data-time-zone]")) {
    input.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
});

// Hovering over a hundred rows would fetch a hundred pages.
const lists = ".rows, .table, .log, .why, .inbox-list, .found, .board, .matrix, [data-turbo-prefetch='false']";
document.addEventListener("turbo:before-prefetch", (event) => {
  if (event.target.closest(lists)) event.preventDefault();
});
