// What others made is what VENDOR.md says it is, and the stylesheet is whole.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";

const assets = new URL("../../crates/web/src/assets/", import.meta.url);
const read = (path) => readFileSync(new URL(path, assets));

test("every vendored file has the checksum that is written down", () => {
  const lines = [...String(read("vendor/VENDOR.md")).matchAll(/^\| `([^`]+)`.*`([0-9a-f]{64})` \|$/gm)];
  expect(lines.length).toBe(3);
  for (const [, path, sum] of lines) expect(`${path} ${createHash("sha256").update(read(path)).digest("hex")}`).toBe(`${path} ${sum}`);
});

test("css/ORDER names every part of the stylesheet once", () => {
  const order = String(read("css/ORDER")).trim().split("\n");
  const parts = readdirSync(new URL("css/", assets)).filter((name) => name.endsWith(".css"));
  expect([...order].sort()).toEqual(parts.sort());
});

test("every icon a script names is in the sprite", () => {
  const sprite = String(read("icons.svg"));
  const named = readdirSync(new URL("js/", assets)).flatMap((name) => [...String(read(`js/${name}`)).matchAll(/#([iks]-[a-z0-9-]+)"/g)].map((match) => match[1]));
  for (const name of named) expect(sprite).toContain(`<symbol id="${name}"`);
  expect(named.length).toBeGreaterThan(0);
});
