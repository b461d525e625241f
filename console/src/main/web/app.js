// The page: its parts, and which one the address names.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { html } from "htm/preact";
import { takeToken } from "./api.js";
import { connect, useStore } from "./store.js";
import { Stage } from "./stage.js";
import { Explain } from "./explain.js";
import { Records } from "./records.js";
import { History } from "./history.js";
import { Plots } from "./plots.js";
import { clock } from "./format.js";

const VIEWS = [
  { path: "", title: "Stage", view: Stage, key: "1" },
  { path: "records", title: "Records", view: Records, key: "2" },
  { path: "explain", title: "Why not out?", view: Explain, key: "3" },
  { path: "plots", title: "Plots", view: Plots, key: "4" },
  { path: "history", title: "History", view: History, key: "5" },
];

/** The view and the parameters of the address, as in #/records?stream=draws. */
function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { path, query: Object.fromEntries(new URLSearchParams(query ?? "")) };
}

export function go(path, query) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  location.hash = `#/${path}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
}

function useRoute() {
  const [current, update] = useState(route());
  useEffect(() => {
    const changed = () => update(route());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return current;
}

/** Alt, Shift and a number choose a view. A key alone would be pressed by what speech recognition types (WCAG 2.1, 2.1.4). */
function useKeys() {
  useEffect(() => {
    const pressed = (event) => {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.target.closest("dialog")) return;
      // with these modifiers, the key's character differs between keyboards
      const chosen = VIEWS.find((view) => event.code === `Digit${view.key}`);
      if (!chosen) return;
      event.preventDefault();
      go(chosen.path);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

function Connection({ store }) {
  const texts = {
    connecting: "connecting",
    live: "live",
    broken: "no connection; trying again",
    refused: "not let in",
  };
  // a screen reader says each change of a status: the time is none
  return html`<span class="connection ${store.connection}"
    ><span role="status">${texts[store.connection]}</span>${store.connection === "live" && store.stage && `, ${clock(store.stage.atMillis)}`}</span
  >`;
}

function App() {
  const store = useStore();
  const { path, query } = useRoute();
  useKeys();
  const chosen = VIEWS.find((view) => view.path === path) ?? VIEWS[0];
  const stage = store.stage;
  useEffect(() => {
    document.title = stage ? `${chosen.title} · ${stage.stage} · Millrace` : "Millrace console";
  }, [stage?.stage, chosen]);
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header>
      <h1>${stage ? stage.stage : "Millrace"}</h1>
      ${stage && html`<span class="badge ${stage.phase.toLowerCase()}">${stage.phase}</span>`}
      <nav aria-label="Views">
        ${VIEWS.map(
          (view) => html`<a
            key=${view.path}
            href="#/${view.path}"
            aria-current=${view === chosen ? "page" : undefined}
            aria-keyshortcuts=${`Alt+Shift+${view.key}`}
            >${view.title}</a
          >`,
        )}
      </nav>
      <${Connection} store=${store} />
    </header>
    <main id="main" tabindex="-1">
      ${store.connection === "refused"
        ? html`<p class="notice">${store.error}. <code>./millrace console</code> prints it.</p>`
        : stage
          ? html`<${chosen.view} ...${store} query=${query} />`
          : html`<p class="notice">${store.error ?? "Waiting for the stage."}</p>`}
    </main>
  `;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

takeToken();
// an address that is pasted into this tab changes only what is behind its #, which loads nothing
addEventListener("hashchange", () => location.hash.startsWith("#token=") && location.reload());
connect();
render(html`<${App} />`, document.getElementById("app"));
