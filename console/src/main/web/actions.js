// Snapshot, update and rollback of an application: each asks first, and does what the command of its name does.
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "htm/preact";
import { post } from "./api.js";

const ACTIONS = {
  snapshot: {
    title: "Snapshot",
    isOffered: () => true,
    what: (application) => [
      `Flink takes a savepoint of ${application.job}, which keeps running.`,
      "It stays until you delete its directory.",
    ],
    confirm: "Take a snapshot",
  },
  update: {
    title: "Update",
    isOffered: (application) => application.newerJar !== undefined,
    what: (application) => [
      `${application.job} stops with a snapshot, and version ${application.version + 1} starts from it, with ${application.newerJar}.`,
      `If that version is not healthy, version ${application.version} resumes. An update that would drop state is refused.`,
    ],
    confirm: "Update",
  },
  rollback: {
    title: "Roll back",
    isOffered: (application) => application.formerVersion !== undefined,
    what: (application) => [
      `${application.job} stops at once, and version ${application.formerVersion} starts again from the snapshot of its stop.`,
      "Records since then are read again, so that results since then are written again, or change.",
      `Once version ${application.formerVersion} is healthy, the state of version ${application.version} is deleted.`,
    ],
    confirm: "Roll back",
  },
};

export function Actions({ application, stage }) {
  const [asked, setAsked] = useState();
  if (stage.phase !== "RUNNING") return null;
  const offered = Object.entries(ACTIONS).filter(([, action]) => action.isOffered(application));
  return html`
    ${offered.map(
      ([name, action]) => html`<button key=${name} type="button" aria-haspopup="dialog" onClick=${() => setAsked({ name, application })}>
        ${action.title}
      </button>`,
    )}
    ${asked && html`<${Dialog} key=${asked.name} ...${asked} close=${() => setAsked(undefined)} />`}
  `;
}

/** What it names is that of the moment when it opened: an update changes the versions. */
function Dialog({ name, application, close }) {
  const action = ACTIONS[name];
  const dialog = useRef();
  const [state, setState] = useState({});
  useEffect(() => dialog.current.showModal(), []);
  const submitted = async (event) => {
    event.preventDefault();
    const { snapshot } = Object.fromEntries(new FormData(event.currentTarget));
    setState({ isRunning: true });
    try {
      const report = await post(`/api/${name}`, { application: application.name, name: snapshot || undefined });
      setState({ lines: report.lines });
    } catch (error) {
      setState({ error: error.message });
    }
  };
  const isOver = state.lines !== undefined || state.error !== undefined;
  return html`<dialog ref=${dialog} aria-labelledby="asked" onClose=${close}>
    <form onSubmit=${submitted}>
      <h2 id="asked">${action.confirm}: ${application.job}</h2>
      ${action.what(application).map((sentence) => html`<p key=${sentence}>${sentence}</p>`)}
      ${name === "snapshot" &&
      html`<label>name <input name="snapshot" placeholder="the time" maxlength="256" disabled=${state.isRunning || isOver} /></label>`}
      <div role="status">
        ${state.isRunning && html`<p>It is carried out; closing this does not stop it.</p>`}
        ${state.lines?.map((line) => html`<p key=${line} class="done">${line}</p>`)}
        ${state.error !== undefined && html`<pre class="refused" tabindex="0" aria-label="Why it failed">${state.error}</pre>`}
      </div>
      <p class="actions">
        ${!isOver && html`<button type="submit" disabled=${state.isRunning}>${action.confirm}</button>`}
        <button type="button" onClick=${() => dialog.current.close()}>${isOver || state.isRunning ? "Close" : "Cancel"}</button>
      </p>
    </form>
  </dialog>`;
}
