// Charts are Vega-Lite specifications that the server makes. Vega's expressions are interpreted, never compiled,
// since the content policy of these pages forbids eval.
const scripts = ["vega.min.js", "vega-lite.min.js", "vega-interpreter.min.js"];
let loading;

function loadVega() {
  loading ??= scripts.reduce((before, name) => before.then(() => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `/static/vendor/${name}`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  })), Promise.resolve());
  return loading;
}

async function draw(figure, dark) {
  const place = figure.querySelector(".drawing");
  const mode = dark ? "dark" : "light";
  if (figure.dataset.drawn === mode) return;
  figure.dataset.drawn = mode;
  const address = new URL(figure.dataset.chart, location.href);
  if (dark) address.searchParams.set("dark", "1");
  try {
    // Asked for in this way, an error is one line of words instead of a page.
    const answer = await fetch(address, { headers: { "hx-request": "true" } });
    if (!answer.ok) throw new Error(await answer.text());
    const spec = await answer.json();
    await loadVega();
    spec.config = { ...spec.config, background: "transparent" };
    // To a screen reader the drawing is one picture with its numbers in words; the table is a link away.
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", spec.description ?? figure.querySelector("figcaption").textContent.trim());
    const logger = vega.logger(vega.Error);
    const runtime = vega.parse(vegaLite.compile(spec, { logger }).spec, { aria: false }, { ast: true });
    figure.view?.finalize();
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true");
    place.replaceChildren(canvas);
    figure.view = new vega.View(runtime, {
      expr: vegaInterpreter.expressionInterpreter, renderer: "svg", container: canvas, hover: true, logger,
    });
    await figure.view.runAsync();
    figure.dataset.state = "drawn";
  } catch (error) {
    figure.dataset.state = "failed";
    place.textContent = `This chart cannot be drawn: ${error.message}`;
  }
}

export function drawCharts(within, dark) {
  const waiting = [...within.querySelectorAll("figure[data-chart]")];
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target, dark);
    }
  }, { rootMargin: "400px" });
  waiting.forEach((figure) => seen.observe(figure));
}
