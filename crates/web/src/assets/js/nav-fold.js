// The folded sidebar stays folded: the checkbox works by CSS alone, the cookie makes the server remember.
import { keep } from "./cookie.js";

document.addEventListener("change", ({ target }) => {
  if (target.matches("input.fold")) keep("fold", target.checked ? "1" : "0");
});
