// The one script of every page. Order matters: the shim stands before Turbo, the guard before
// anything that could renew the page.
import "./before-turbo.js";
import "../vendor/turbo/turbo.es2017-esm.js";
import "./progress.js";
import "./morph-guard.js";
import "./live.js";
