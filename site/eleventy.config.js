// Makes pages of this repository's documents, in the layout of the repository. They open from a disk: all links are
// relative, and nothing is loaded from another host.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import anchor from "markdown-it-anchor";

const repository = join(import.meta.dirname, "..");
const output = "target/site";

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
  "examples/README.md",
  ...readdirSync(join(repository, "docs"), { recursive: true }).map((file) => join("docs", file)),
  ...readdirSync(join(repository, "examples")).map((example) => join("examples", example, "README.md")),
].filter((file) => file.endsWith(".md") && existsSync(join(repository, file)));

/** The page of a document; a directory's README is its index. */
const page = (document) => document.replace(/README\.md$/, "index.html").replace(/\.md$/, ".html");

/** A heading's id, as GitLab and GitHub give it. */
const slug = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replace(/ /g, "-");

/** A link of a document, as a link of its page. */
function link(document, href) {
  const [path, fragment] = href.split("#");
  if (/^[a-z]+:/.test(href) || path === "") {
    return href;
  }
  const target = normalize(join(dirname(document), path));
  const isDirectory = existsSync(join(repository, target)) && statSync(join(repository, target)).isDirectory();
  const html = page(isDirectory ? join(target, "README.md") : target);
  return relative(dirname(document), html) + (fragment ? `#${fragment}` : "");
}

export default function (config) {
  config.amendLibrary("md", (markdown) => {
    markdown.use(anchor, { slugify: slug });
    markdown.core.ruler.push("links", (state) => {
      const document = state.env.document;
      for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
        if (token.type === "link_open") {
          token.attrSet("href", link(document, token.attrGet("href")));
        }
      }
    });
    const fence = markdown.renderer.rules.fence;
    markdown.renderer.rules.fence = (tokens, index, ...rest) =>
      tokens[index].info === "mermaid"
        ? `<pre class="mermaid">${markdown.utils.escapeHtml(tokens[index].content)}</pre>\n`
        : fence(tokens, index, ...rest);
  });
  for (const document of documents) {
    const content = readFileSync(join(repository, document), "utf8");
    config.addTemplate(document, content, {
      document,
      layout: "page.njk",
      permalink: page(document),
      root: relative(dirname(document), ".") || ".",
      title: content.match(/^# (.*)$/m)[1],
    });
  }
  config.addPassthroughCopy({
    "style.css": "style.css",
    "../LICENSE": "LICENSE",
    "../docs/performance": "docs/performance",
    "node_modules/mermaid/dist/mermaid.min.js": "mermaid.min.js",
  });
  return {
    dir: { input: ".", output },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
}
