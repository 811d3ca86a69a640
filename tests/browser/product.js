// The real program on a real engine: each test file gets a server and a database of its own.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const program = path.resolve(import.meta.dirname, "../../target/debug/throughline");

/** The engines to walk on: the embedded one, and the server that bin/postgres-for-tests started. */
export const engines = process.env.THROUGHLINE_TEST_POSTGRES ? ["embedded", "server"] : ["embedded"];

export async function serve(engine) {
  const data = mkdtempSync(path.join(tmpdir(), "throughline-journey-"));
  const database = engine === "server" ? freshDatabase() : null;
  const settings = ["--data", data, "--log", "warn", ...(database ? ["--database", database.url] : [])];
  let { server, url } = await start([...settings, "--listen", "127.0.0.1:0"]);
  return {
    url,
    /** Stops the program and starts it again at the same address, its clock so many seconds ahead. */
    async restart(secondsAhead) {
      await end(server);
      const again = ["--listen", new URL(url).host, "--clock-ahead", String(secondsAhead)];
      ({ server } = await start([...settings, ...again]));
    },
    /** Runs the program's command line on the same database. */
    run: (...words) => execFileSync(program, [...settings, ...words], { encoding: "utf8" }),
    /** Writes a file into the data folder; its path. */
    file(name, text) {
      const place = path.join(data, name);
      writeFileSync(place, text);
      return place;
    },
    /** The links in the mails that were kept, the newest of them for each address. */
    mails() {
      const folder = path.join(data, "mail");
      // Long lines come folded, as quoted-printable does.
      const read = (name) => readFileSync(path.join(folder, name), "utf8").replaceAll(/=\r?\n/g, "");
      const texts = readdirSync(folder).sort().map(read);
      return texts.map((text) => ({
        to: text.match(/^To: .*?<?([^\s<>]+@[^\s<>]+?)>?\r?$/m)?.[1],
        link: text.match(/http:\/\/[^\s/]+(\/\S+\/(?:link|respond|kano)\/[0-9a-f]+)/)?.[1],
        text,
      }));
    },
    async stop() {
      const code = await end(server);
      rmSync(data, { recursive: true, force: true });
      database?.drop();
      return code;
    },
  };
}

/** Starts the program and waits until it says where it is. */
async function start(words) {
  const server = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const at = line.match(/http:\/\/\S+/);
      if (at) resolve(at[0]);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { server, url };
}

/** Asks it to stop; the code it ends with. */
async function end(server) {
  server.removeAllListeners("exit");
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  return ended;
}

function freshDatabase() {
  const admin = process.env.THROUGHLINE_TEST_POSTGRES;
  const name = `journey_${process.pid}_${Date.now()}`;
  execFileSync("psql", [admin, "-qc", `create database ${name}`]);
  return {
    url: admin.replace(/\/postgres\?/, `/${name}?`),
    drop: () => execFileSync("psql", [admin, "-qc", `drop database if exists ${name} with (force)`]),
  };
}
