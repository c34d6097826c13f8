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
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(await answer.text());
    const spec = await answer.json();
    await loadVega();
    const logger = vega.logger(vega.Error);
    // The picture has one description of its own; what its parts are called is in the table beside it.
    const runtime = vega.parse(vegaLite.compile(spec, { logger }).spec, { aria: false }, { ast: true });
    figure.view?.finalize();
    place.replaceChildren();
    figure.view = new vega.View(runtime, {
      expr: vegaInterpreter.expressionInterpreter, renderer: "svg", container: place, hover: true, logger,
    });
    await figure.view.runAsync();
    const drawing = place.querySelector("svg");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", spec.description ?? figure.querySelector("figcaption").textContent.trim());
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
