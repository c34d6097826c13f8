// The network of actors. The server gives nodes and edges; the table on the page has the same numbers.
const place = document.querySelector("[data-network]");
const choice = document.querySelector("[data-quads]");

const loaded = new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = "/static/vendor/cytoscape.min.js";
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function elements(found, quads) {
  const edges = [];
  const told = new Map();
  for (const edge of found.edges) {
    const [a, b, c, d] = edge.quads.map((n, i) => (quads.has(i + 1) ? n : 0));
    const total = a + b + c + d;
    if (!total) continue;
    for (const code of [edge.one, edge.other]) told.set(code, (told.get(code) ?? 0) + total);
    edges.push({ data: {
      id: `${edge.one}-${edge.other}`, source: edge.one, target: edge.other, total, kind: a + b >= c + d ? "cooperation" : "conflict",
    } });
  }
  const nodes = found.nodes.filter((n) => told.has(n.code))
    .map((n) => ({ data: { id: n.code, name: n.name, total: told.get(n.code) } }));
  return [...nodes, ...edges];
}

function look(most, mostNode) {
  const text = { "font-family": "system-ui, sans-serif", "font-size": 11, color: colour("--ink") };
  return [
    { selector: "node", style: { ...text, label: "data(name)", "background-color": colour("--accent"),
      width: `mapData(total, 0, ${mostNode}, 8, 34)`, height: `mapData(total, 0, ${mostNode}, 8, 34)`,
      "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": colour("--raised"), "text-outline-width": 2 } },
    { selector: "edge", style: { width: `mapData(total, 0, ${most}, 1, 9)`, "curve-style": "straight", opacity: 0.75 } },
    { selector: "edge[kind = 'cooperation']", style: { "line-color": colour("--quad-1") } },
    { selector: "edge[kind = 'conflict']", style: { "line-color": colour("--quad-4"), "line-style": "dashed" } },
    { selector: "node:selected, node:active", style: { "border-width": 2, "border-color": colour("--ink") } },
  ];
}

async function draw() {
  const answer = await fetch(place.dataset.network);
  if (!answer.ok) throw new Error(await answer.text());
  const found = await answer.json();
  await loaded;
  place.replaceChildren();
  let view;
  const show = () => {
    const quads = new Set([...choice.querySelectorAll("input:checked")].map((box) => Number(box.value)));
    const shown = elements(found, quads);
    const edges = shown.filter((e) => e.data.source);
    view?.destroy();
    view = window.cytoscape({
      container: place, elements: shown, minZoom: 0.2, maxZoom: 3, autoungrabify: false, userZoomingEnabled: true,
      style: look(Math.max(2, ...edges.map((e) => e.data.total)), Math.max(2, ...shown.filter((e) => !e.data.source).map((e) => e.data.total))),
      layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: 9000, idealEdgeLength: 80, padding: 24, componentSpacing: 60 },
    });
    view.on("tap", "node", (event) => { location.href = `/actor/${encodeURIComponent(event.target.id())}`; });
    view.on("tap", "edge", (event) => { location.href = `/dyad/${encodeURIComponent(event.target.id())}`; });
    place.dataset.state = "drawn";
    place.dataset.nodes = view.nodes().length;
    place.dataset.edges = view.edges().length;
  };
  choice.hidden = false;
  choice.addEventListener("change", show);
  show();
}

draw().catch((error) => { place.dataset.state = "failed"; place.textContent = `The network cannot be drawn: ${error.message}`; });
