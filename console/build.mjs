// Bundles the page into the directory that is given, and installs the libraries first if the lock file is newer.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(home, "target/classes/io/millrace/console/server/page");
const installed = join(home, "node_modules/.package-lock.json");
const lock = join(home, "package-lock.json");

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], {
    cwd: home,
    stdio: "inherit",
  });
  utimesSync(installed, new Date(), new Date());
}

const { build } = await import("esbuild");
mkdirSync(target, { recursive: true });
await build({
  entryPoints: [join(home, "src/main/web/app.js"), join(home, "src/main/web/app.css")],
  outdir: target,
  bundle: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
});
copyFileSync(join(home, "src/main/web/index.html"), join(target, "index.html"));
