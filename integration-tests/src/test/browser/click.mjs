// Updates or rolls back an application by the page's button, and prints what the page says then; exits with 1 if it was refused:
// node click.mjs BROWSER URL JOB update|rollback
import { chromium } from "playwright-core";

const [executablePath, url, job, operation] = process.argv.slice(2);
/** A busy machine is slower, never red. */
const PATIENCE = 600_000;
const BUTTONS = {
  update: { title: "Update", what: /stops with a snapshot, and version (\d+) starts from it, with .*\.jar/ },
  rollback: { title: "Roll back", what: /stops at once, and version (\d+) starts again from the snapshot of its stop/ },
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  const lane = page.getByRole("region", { name: `Application ${job}`, exact: true });
  const { title, what } = BUTTONS[operation];
  await lane.getByRole("button", { name: title, exact: true }).click();
  const dialog = page.getByRole("dialog");
  const [, version] = what.exec(await dialog.getByText(what).innerText());
  await dialog.getByRole("button", { name: title, exact: true }).click();
  const outcome = dialog.locator(".done, .refused");
  await outcome.first().waitFor();
  for (const text of await outcome.allInnerTexts()) console.log(text);
  process.exitCode = await dialog.locator(".refused").count();
  if (process.exitCode === 0) {
    await dialog.getByRole("button", { name: "Close" }).click();
    // the page follows by itself
    await lane.locator("dt:text-is('version') + dd", { hasText: new RegExp(`^${version}$`) }).waitFor();
    await page.locator("body").press("Alt+Shift+Digit5");
    const newest = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem").first();
    await newest.filter({ hasText: new RegExp(`${operation} done.*${job}`, "s") }).waitFor();
  }
} finally {
  await browser.close();
}
