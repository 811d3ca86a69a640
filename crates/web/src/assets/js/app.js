// The one script of every page. Order matters: the shim stands before Turbo, the guard before
// anything that could renew the page.
import "./before-turbo.js";
import "../vendor/turbo/turbo.es2017-esm.js";
import "./progress.js";
import "./morph-guard.js";
import "./live.js";
import "./toasts.js";
import "./form-refusal.js";
import "./form-habits.js";
import "./dialogs.js";
import "./fold-menus.js";
import "./page-place.js";
import "./places.js";
import "./theme-switch.js";
import "./nav-fold.js";
import "./inline-edit.js";
import "./list-keys.js";
import "./rank-list.js";
import "./board-cards.js";
import "./quote-linker.js";
import "./look-again.js";
import "./form-dialog.js";
import "./mention-field.js";
import "./notification-list.js";
import "./file-limit.js";
import "./command-palette.js";
import "./hot-keys.js";
